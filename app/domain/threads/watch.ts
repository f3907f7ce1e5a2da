/** How closely a thread can be followed. */
export const THREAD_LEVELS = ["watching", "tracking", "normal", "muted"] as const;

/** The same of a category or a tag, which has new questions besides. */
export const LIST_LEVELS = ["watching", "first_posts", "tracking", "normal", "muted"] as const;
export type Level = (typeof LIST_LEVELS)[number];
