/** So often a statement is asked before it is worth keeping its plan. */
const OFTEN = 10;
/** Each connection keeps what is named, a few dozen kilobytes each. */
const NAMED_MAX = 400;
/** Lists of every length make a statement each: those are forgotten now and then. */
const COUNTED_MAX = 4_000;

/** Its columns change with the table's, and a kept plan may not: during an upgrade it would fail. */
const HAS_ALL_COLUMNS = /(?:\.|\bSELECT |\bRETURNING )\*/i;

/**
 * Names statements that are asked often, so that each connection of PostgreSQL reads and plans them once, not each time.
 * The others are named "", which keeps nothing. Source: PREPARE in PostgreSQL's manual.
 */
export function statementNames(): (sql: string) => string {
  const named = new Map<string, string>();
  const counted = new Map<string, number>();
  return (sql) => {
    const name = named.get(sql);
    if (name !== undefined) return name;
    const times = (counted.get(sql) ?? 0) + 1;
    if (times < OFTEN || named.size === NAMED_MAX || HAS_ALL_COLUMNS.test(sql)) {
      if (counted.size === COUNTED_MAX) counted.clear();
      counted.set(sql, times);
      return "";
    }
    counted.delete(sql);
    named.set(sql, `often${named.size}`);
    return named.get(sql) ?? "";
  };
}
