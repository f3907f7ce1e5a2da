/** Where an image is: also an address that is none, and one that was cut off. */
const ADDRESS = /\((?:[^()\n]|\([^()\n]{0,100}\)){0,300}\)|\([^\s()]{0,300}/.source;
const IMAGE = new RegExp(`!\\[([^\\]]{0,500})(?:\\](?:${ADDRESS})?|$)`, "g");
/** An image that is a link. */
const LINKED = new RegExp(`\\[!\\[([^\\]]{0,500})\\](?:${ADDRESS})?\\](?:${ADDRESS})`, "g");

/** A text in which each image, as it is typed, is what it is called: what is left of those that show nothing. */
export const imagesAsWords = (text: string) =>
  text.includes("![") ? text.replace(LINKED, "$1").replace(IMAGE, "$1") : text;
