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

// The matrix in two ways that people write it; the faster one counts.  Either gives
// every day of each provision from its first change on, as a table in memory: that is
// what it is compared with.  Whole numbers of 32 bits: with those of 128 that sums have
// it takes half as long again.
const CHANGES = `change AS (SELECT provision, day, sum(n) AS n, sum(s) AS s FROM (${EVENTS})
                            GROUP BY ALL)`;
const COUNTS = `(sum(n) OVER w)::INTEGER AS heads, (sum(s) OVER w)::INTEGER AS sessions`;
const WINDOW = `WINDOW w AS (PARTITION BY provision ORDER BY day)`;

// From one change to the next the number stands.
const BY_RUNS = `CREATE OR REPLACE TEMP TABLE matrix AS WITH ${CHANGES}, run AS (
  SELECT provision, day, lead(day, 1, ${last} + 1) OVER w AS next, ${COUNTS}
  FROM change ${WINDOW})
  SELECT provision, unnest(range(day, next)) AS day, heads, sessions FROM run`;

// Each day has what stood at the last change before it.
const BY_GRID = `CREATE OR REPLACE TEMP TABLE matrix AS WITH ${CHANGES}, run AS (
  SELECT provision, day, ${COUNTS} FROM change ${WINDOW}),
  grid AS (SELECT provision, unnest(range(${first}, ${last} + 1)) AS day
           FROM (SELECT DISTINCT provision FROM stay))
  SELECT provision, day, heads, sessions FROM grid ASOF JOIN run USING (provision, day)`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();

// What takes twice as long as what is known is not run again.
async function shortest(sql, runs, known = Infinity) {
  let best = Infinity;

  for (let i = 0; i < runs && (i === 0 || best < 2 * known); i++) {
    const start = performance.now();

    await connection.runAndReadAll(sql);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

await connection.run(`CREATE TABLE stay AS SELECT * FROM read_csv('${file}', header = true,
  columns = {provision: 'INTEGER', pupil: 'INTEGER', start: 'INTEGER', "end": 'INTEGER',
             sessions: 'INTEGER'})`);
const runs = await shortest(BY_RUNS, 3);
const matrix = Math.min(runs, await shortest(BY_GRID, 3, runs));
const whole = await shortest(WHOLE, RUNS);
console.log(`${matrix.toFixed(1)} ${whole.toFixed(1)}`);
