/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Half of a short history is SQLite's, which compiles statements: those that some
 * histories needed are prepared here once, for all that come. */

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-db-private.h"
#include "way-sim-limited-private.h"

#define LONGEST_SQL 100000

/* One statement: of which copy, how long, and then its text. */
typedef struct
{
  guint32 copy;
  guint32 size;
} Head;

static gboolean
tell (LimWorld *self,
      FILE     *out)
{
  gboolean good = TRUE;

  for (guint32 i = 0; i < LIM_MOST_COPIES; i++)
    {
      GHashTableIter iter;
      gpointer sql;

      g_hash_table_iter_init (&iter, self->copies[i].db->idle);
      while (good && g_hash_table_iter_next (&iter, &sql, NULL))
        {
          Head head = { i, (guint32) strlen (sql) };

          good = fwrite (&head, sizeof head, 1, out) == 1 &&
                 fwrite (sql, head.size, 1, out) == 1;
        }
    }
  return fflush (out) == 0 && good;
}

/* Pragmas compile themselves anew whenever they are run.  A statement that writes is
 * refused outside of an edit. */
static void
prepare (LimWorld   *self,
         guint       copy,
         const char *sql)
{
  WayDb *db = self->copies[copy].db;
  WayStmt *stmt = NULL;

  if (g_str_has_prefix (sql, "PRAGMA") || g_hash_table_contains (db->idle, sql))
    return;
  db->migrating = TRUE;
  stmt = way_db_prepare (db, sql, NULL);
  db->migrating = FALSE;
  g_clear_pointer (&stmt, way_stmt_free);
}

static void
hear (LimWorld *self,
      FILE     *in)
{
  Head head;

  while (fread (&head, sizeof head, 1, in) == 1)
    {
      g_autofree char *sql = NULL;

      g_assert_cmpuint (head.copy, <, LIM_MOST_COPIES);
      g_assert_cmpuint (head.size, <, LONGEST_SQL);
      sql = g_malloc0 (head.size + 1);
      g_assert_cmpuint (fread (sql, head.size, 1, in), ==, 1);
      prepare (self, head.copy, sql);
    }
}

void
lim_learn (LimWorld *self,
           LimPlay   play,
           guint64   seed)
{
  int ends[2];
  int status;
  FILE *file;
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  file = fdopen (ends[pid == 0], pid == 0 ? "w" : "r");
  if (pid == 0)
    {
      play (self, seed);
      _exit (tell (self, file) ? 0 : 1);
    }
  close (ends[1]);
  hear (self, file);
  fclose (file);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_cmpint (status, ==, 0);
}
