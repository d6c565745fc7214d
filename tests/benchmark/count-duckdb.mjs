// SPDX-License-Identifier: GPL-3.0-or-later
// The same counts by DuckDB, from a table in memory: every day of each provision,
// and every day of the whole.  Prints the shortest of some runs of each, in
// milliseconds.  Children are not told apart, which makes it easier for DuckDB.
//
//   node count-duckdb.mjs FOLDER STAYS.CSV FIRST LAST    days as numbers; the folder
//                                                 holds the package @duckdb/node-api

import { createRequire } from 'node:module';
import { join } from 'node:path';

const RUNS = 7;
const [folder, file, first, last] = process.argv.slice(2);
const require = createRequire(join(folder, 'here.js'));
const { DuckDBInstance } = require('@duckdb/node-api');

const EVENTS = `SELECT provision, greatest(start, ${first}) AS day, 1 AS n, sessions AS s
                  FROM stay WHERE start <= ${last} AND coalesce("end", ${last}) >= ${first}
                UNION ALL
                SELECT provision, "end" + 1, -1, -sessions
                  FROM stay WHERE "end" < ${last} AND "end" >= ${first}`;

const WHOLE = `WITH change AS (SELECT day, sum(n) AS n, sum(s) AS s FROM (${EVENTS}) GROUP BY day)
  SELECT day, sum(n) OVER (ORDER BY day), sum(s) OVER (ORDER BY day) FROM change`;

// The shape that DuckDB is fastest with, of several that were tried.
const MATRIX = `SELECT count(*), sum(heads) FROM (
  SELECT sum(n) OVER (PARTITION BY provision ORDER BY day ROWS UNBOUNDED PRECEDING) AS heads
  FROM (SELECT provision, day, sum(n) AS n FROM (
    SELECT provision, day, n FROM (${EVENTS})
    UNION ALL
    SELECT provision, day, 0 FROM (SELECT DISTINCT provision FROM stay)
      CROSS JOIN (SELECT unnest(range(${first}, ${last} + 1)) AS day)) GROUP BY ALL))`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();

async function shortest(sql, runs) {
  let best = Infinity;

  for (let i = 0; i < runs; i++) {
    const start = performance.now();

    await connection.runAndReadAll(sql);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

await connection.run(`CREATE TABLE stay AS SELECT * FROM read_csv('${file}', header = true,
  columns = {provision: 'INTEGER', pupil: 'INTEGER', start: 'INTEGER', "end": 'INTEGER',
             sessions: 'INTEGER'})`);
const matrix = await shortest(MATRIX, 2);
const whole = await shortest(WHOLE, RUNS);
console.log(`${matrix.toFixed(1)} ${whole.toFixed(1)}`);
