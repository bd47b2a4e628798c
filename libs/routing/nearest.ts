/** The `width` nearest of `count` things for each of `rows`, nearest first, by a distance of pairs; ties in their own order. */
export function nearest(rows: number, count: number, width: number, distance: (row: number, other: number) => number): Int32Array {
  const near = new Int32Array(rows * width);
  const far = new Float64Array(width);
  for (let row = 0; row < rows && width > 0; row++) {
    const at = row * width;
    let kept = 0;
    for (let other = 0; other < count; other++) {
      const d = distance(row, other);
      if (kept === width && d >= far[width - 1]!) continue;
      let low = 0;
      for (let high = kept; low < high; ) {
        const middle = (low + high) >> 1;
        if (far[middle]! <= d) low = middle + 1;
        else high = middle;
      }
      if (kept < width) kept++;
      for (let k = kept - 1; k > low; k--) {
        far[k] = far[k - 1]!;
        near[at + k] = near[at + k - 1]!;
      }
      far[low] = d;
      near[at + low] = other;
    }
  }
  return near;
}
