import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes: begun last, it would keep one core waiting for the other. */
const LONGEST = ["hostile-forms", "hostile-pages", "privacy", "pages"].map((name) => `tests/e2e/${name}.test.ts`);

const rankOf = ({ moduleId }: TestSpecification) =>
  (LONGEST.findIndex((file) => moduleId.endsWith(file)) + 1 || LONGEST.length + 1) - 1;

/** The order of files is Vitest's own, but for the longest: they come first of their project. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isOfOne = (one: TestSpecification, other: TestSpecification) => one.project.name === other.project.name;
    return sorted.sort((one, other) => (isOfOne(one, other) ? rankOf(one) - rankOf(other) : 0));
  }
}
