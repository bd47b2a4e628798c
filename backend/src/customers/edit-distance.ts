const WIDTH = 33;
const rows = new Uint8Array(WIDTH * WIDTH);

/** How many letters are missing, added, wrong or swapped with their neighbour between two words; words over 32 letters are compared by their start. */
export function editDistance(a: string, b: string): number {
  const m = Math.min(a.length, WIDTH - 1);
  const n = Math.min(b.length, WIDTH - 1);
  for (let j = 0; j <= n; j++) rows[j] = j;
  for (let i = 1; i <= m; i++) {
    const here = i * WIDTH;
    const above = here - WIDTH;
    rows[here] = i;
    const x = a.charCodeAt(i - 1);
    for (let j = 1; j <= n; j++) {
      const y = b.charCodeAt(j - 1);
      let least = Math.min(rows[above + j]! + 1, rows[here + j - 1]! + 1, rows[above + j - 1]! + (x === y ? 0 : 1));
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === y) least = Math.min(least, rows[above - WIDTH + j - 2]! + 1);
      rows[here + j] = least;
    }
  }
  return rows[m * WIDTH + n]!;
}
