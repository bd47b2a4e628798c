import type { BoardJob, Row } from './board-model';

/** The visit an arrow leads to: before or after in the same row, or the nearest in time in the next row that has any. */
export function neighbour(rows: readonly Pick<Row, 'jobs'>[], current: string | undefined, key: string): string | undefined {
  const at = rows.findIndex((row) => row.jobs.some((job) => job.id === current));
  if (at === -1) return undefined;
  const jobs = rows[at]!.jobs;
  const index = jobs.findIndex((job) => job.id === current);
  if (key === 'ArrowLeft') return jobs[index - 1]?.id;
  if (key === 'ArrowRight') return jobs[index + 1]?.id;
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (!step) return undefined;
  for (let i = at + step; i >= 0 && i < rows.length; i += step) if (rows[i]!.jobs.length) return nearest(rows[i]!.jobs, jobs[index]!).id;
  return undefined;
}

function nearest(jobs: readonly BoardJob[], to: BoardJob): BoardJob {
  const away = (job: BoardJob) => Math.abs(Date.parse(job.startsAt!) - Date.parse(to.startsAt!));
  return jobs.reduce((best, job) => (away(job) < away(best) ? job : best));
}
