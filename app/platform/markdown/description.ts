import { imagesAsWords } from "./images.ts";

const LENGTH = 160;
/** So much of a text is looked at. */
const READ = 2_000;
const ADDRESS_OF_LINK = /\]\((?:[^()\s]|\([^()\s]{0,100}\)){0,300}\)/g;

/** Some words of a text for search engines, made by signs alone: each page of a reader has them, and parsing takes longer. */
export function description(markdown: string): string {
  const words = imagesAsWords(markdown.slice(0, READ).replace(/```[\s\S]*?(```|$)/g, " "))
    .replace(ADDRESS_OF_LINK, "]")
    .replace(/[#*_`>[\]|]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (words.length <= LENGTH) return words;
  return `${words
    .slice(0, LENGTH)
    .replace(/\s+\S*$/, "")
    .toWellFormed()} …`;
}
