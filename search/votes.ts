/** Of what stands in a thread for everybody, in a query that reads it as `thread`. */
export const VOTES_OF_THREAD = `COALESCE((SELECT sum(post.score) FROM "Post" AS post
  WHERE post."threadId" = thread.id AND post."hiddenAt" IS NULL), 0)`;
