/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The most frequent words of a language are its small ones. */
const SMALL_WORDS = `the to i a and is it in of that for on you with this have be not but if can my are as or do from so
  at was when there what would will no an me just use get like has all your we how by some one does any which then up
  out about only more they were been should could did also into them than where because had why after who`.split(/\s+/);

const VOCABULARY = 300_000;
/** From this rank on words grow rare faster, as they do on the forums that were counted. */
const BEND = 1000;

const cumulative = new Float64Array(VOCABULARY);
let total = 0;
for (let rank = 0; rank < VOCABULARY; rank++) {
  total += (rank + 3) ** -1.05 * (rank < BEND ? 1 : (BEND / rank) ** 0.35);
  cumulative[rank] = total;
}

/** The rank of a word drawn as unevenly as words are on real forums (counted on four): a tenth of the texts hold the 300th. */
export function drawRank(random: () => number): number {
  const value = random() * total;
  let low = 0;
  let high = VOCABULARY - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ONSETS = "b c d f g h j k l m n p r s t v w br cl dr fl gr pl pr sh sl st th tr".split(" ");
const NUCLEI = "a e i o u ai ea ee oa ou".split(" ");
const CODAS = ["", "n", "r", "s", "t", "l", "ck", "nd", "st"];
const SYLLABLES = ONSETS.flatMap((onset) => NUCLEI.flatMap((nucleus) => CODAS.map((coda) => onset + nucleus + coda)));

/** The word of a rank: a small word of English, then invented ones, the frequent of them short. */
export function wordAt(rank: number): string {
  const small = SMALL_WORDS[rank];
  if (small !== undefined) return small;
  const mixed = (rank * 7919) % (SYLLABLES.length * SYLLABLES.length);
  const [first, second] = [mixed % SYLLABLES.length, Math.floor(mixed / SYLLABLES.length)];
  return rank < SYLLABLES.length / 2 ? `${SYLLABLES[first]}` : `${SYLLABLES[first]}${SYLLABLES[second]}`;
}
