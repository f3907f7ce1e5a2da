import type { ReactNode } from "react";

interface Props {
  caption: string;
  columns: { label: string; isNumeric?: boolean }[];
  rows: { key: string | number; cells: ReactNode[] }[];
}

/** Rows of facts; on a phone each row becomes a small list with the columns' names. */
export function DataTable({ caption, columns, rows }: Props) {
  return (
    // The roles are said again because turning a table into blocks makes some browsers forget them.
    <table className="data">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" className={column.isNumeric ? "data-numeric" : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {row.cells.map((cell, index) => {
              const column = columns[index];
              return (
                <td
                  key={column?.label}
                  data-label={column?.label}
                  className={column?.isNumeric ? "data-numeric" : undefined}
                >
                  {cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
