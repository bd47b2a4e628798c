// The limit: node:http and pg with one prepared statement that returns JSON; nobody signs in and no row is hidden.
import http from 'node:http';
import pg from 'pg';
import { OPERATIONS } from './read-operations.mjs';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c TimeZone=UTC -c plan_cache_mode=force_generic_plan' });
const byPath = new Map(OPERATIONS.map((operation) => [`/${operation.name}`, operation]));

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', async () => {
    const operation = byPath.get(request.url);
    const { rows } = await pool.query({ name: operation.name, text: operation.sql, values: JSON.parse(Buffer.concat(parts).toString()), rowMode: 'array', types: { getTypeParser: () => String } });
    const body = `{"data":${rows[0][0]}}`;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.once('SIGTERM', () => process.exit(0));
process.once('disconnect', () => process.exit(0));
