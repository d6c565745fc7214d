/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays, packed: kept in step with placements, read, and looked over.
 *
 * A pack holds stays with one last day; the packs of a day follow each other by
 * the first day of their stays.  Where many end on one day, or have not ended,
 * a change still rewrites one pack, which is one page. */

#include "way-stays-private.h"
#include "way-seals-private.h"

#include <string.h>

#define MOST_IN_PACK 320        /* twelve bytes each: one page holds them */
#define MOST_KINDS   (G_MAXUINT32 >> 4)
#define MANY_PACKS   512        /* what is read of these is not kept in memory */
#define ONE_DAY      ((gint64) 1 << 20)  /* packs that end on one day, at most */

typedef struct
{
  WayStay     stay;
  WayStayMore more;
} Whole;

/* --- Bytes --- */

/* Both structs are rows of words. */
#define STAY_WORDS (sizeof (WayStay) / sizeof (guint32))
#define MORE_WORDS (sizeof (WayStayMore) / sizeof (guint32))

/* The words of a part of each, as they stand in the file. */
static guint32 *
dup_words (const Whole *stays,
           guint        n,
           gsize        offset,
           guint        n_words)
{
  guint32 *words = g_new (guint32, MAX (n * n_words, 1));

  for (guint i = 0; i < n; i++)
    memcpy (words + i * n_words, (const guint8 *) &stays[i] + offset, n_words * sizeof *words);
  for (guint i = 0; i < n * n_words; i++)
    words[i] = GUINT32_TO_LE (words[i]);
  return words;
}

/* Appends what a column holds to an array of structs of words. */
static void
take_words (WayStmt *stmt,
            int      column,
            GArray  *array)
{
  guint width = g_array_get_element_size (array);
  gsize size;
  const guint8 *bytes = way_stmt_blob (stmt, column, &size);
  guint first = array->len;
  guint n = (guint) (size / width);
  guint32 *words;

  g_array_set_size (array, first + n);
  if (n == 0)
    return;
  words = (guint32 *) (gpointer) (array->data + (gsize) first * width);
  memcpy (words, bytes, (gsize) n * width);
  for (gsize i = 0; i < n * width / sizeof *words && G_BYTE_ORDER == G_BIG_ENDIAN; i++)
    words[i] = GUINT32_FROM_LE (words[i]);
}

static guint32
read_day (WayStmt *stmt,
          int      column,
          guint32  none)
{
  gint64 day = way_stmt_is_null (stmt, column) ? (gint64) none : way_stmt_int (stmt, column);

  return (guint32) CLAMP (day, 0, (gint64) G_MAXUINT32);
}

/* --- Numbers --- */

/* A table that numbers what one or two values say; ":two" is text. */
typedef struct
{
  const char *find;
  const char *add;
} Numbering;

static const Numbering pupils = {
  "SELECT number FROM stay_pupil WHERE pupil = :one",
  "INSERT INTO stay_pupil (pupil, home)"
  " VALUES (:one, (SELECT home_district FROM pupil WHERE id = :one))",
};
static const Numbering kinds = {
  "SELECT number FROM stay_kind WHERE provision = :one AND registration = :two",
  "INSERT INTO stay_kind (provision, registration) VALUES (:one, :two)",
};
static const Numbering ways = {
  "SELECT number FROM stay_way WHERE way = :one",
  "INSERT INTO stay_way (way) VALUES (:one)",
};

static WayStmt *
prepare_number (WayDb           *db,
                const char      *sql,
                const WayValue  *one,
                const char      *two,
                GError         **error)
{
  WayStmt *stmt = way_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_value (stmt, ":one", one);
  if (two != NULL)
    way_stmt_bind_text (stmt, ":two", two);
  return stmt;
}

typedef gboolean (*NumberFunc) (WayDb            *db,
                                const Numbering  *numbering,
                                const WayValue   *one,
                                const char       *two,
                                guint32          *number,
                                GError          **error);

/* 0 where there is none. */
static gboolean
find_number (WayDb            *db,
             const Numbering  *numbering,
             const WayValue   *one,
             const char       *two,
             guint32          *number,
             GError          **error)
{
  g_autoptr(WayStmt) stmt = prepare_number (db, numbering->find, one, two, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  step = way_stmt_step (stmt, error);
  *number = step == WAY_STEP_ROW ? (guint32) way_stmt_int (stmt, 0) : 0;
  return step != WAY_STEP_ERROR;
}

/* A child's new number: where the child lives is to be packed too. */
static gboolean
note_home (WayDb            *db,
           const Numbering  *numbering,
           guint32           number,
           GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  if (numbering != &pupils)
    return TRUE;
  stmt = way_db_prepare (db, "INSERT OR IGNORE INTO stay_home_change (number) VALUES (:number)",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":number", number);
  return way_stmt_run (stmt, error);
}

/* A new one where there is none. */
static gboolean
give_number (WayDb            *db,
             const Numbering  *numbering,
             const WayValue   *one,
             const char       *two,
             guint32          *number,
             GError          **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  if (!find_number (db, numbering, one, two, number, error))
    return FALSE;
  if (*number != 0)
    return TRUE;
  stmt = prepare_number (db, numbering->add, one, two, error);
  return stmt != NULL && way_stmt_run (stmt, error) &&
         find_number (db, numbering, one, two, number, error) &&
         note_home (db, numbering, *number, error);
}

static WayValue
id_value (const WayId *id)
{
  return (WayValue) { .type = WAY_VALUE_ID, .id = *id };
}

gboolean
way_stays_find_pupil (WayDb        *db,
                      const WayId  *pupil,
                      guint32      *number,
                      GError      **error)
{
  WayValue one = id_value (pupil);

  return find_number (db, &pupils, &one, NULL, number, error);
}

GHashTable *
way_stays_left_out (WayDb   *db,
                    GError **error)
{
  g_autoptr(GPtrArray) ids = way_seals_left_out (db);
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      guint32 number;

      if (!way_stays_find_pupil (db, g_ptr_array_index (ids, i), &number, error))
        return NULL;
      if (number != 0)
        g_hash_table_add (numbers, GUINT_TO_POINTER (number));
    }
  return g_steal_pointer (&numbers);
}

gboolean
way_stays_last_pupil (WayDb    *db,
                      guint32  *number,
                      GError  **error)
{
  gint64 last;

  if (!way_db_get_int (db, "SELECT max (number) FROM stay_pupil", 0, &last, error))
    return FALSE;
  *number = (guint32) last;
  return TRUE;
}

/* --- What has changed --- */

typedef struct
{
  guint32 end;
  guint32 gone;
  Whole   whole;
} Change;

/* What comes stands before what goes: it may be the same. */
static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const Change *one = a, *two = b;

  if (one->end != two->end)
    return one->end < two->end ? -1 : 1;
  if (one->whole.stay.start != two->whole.stay.start)
    return one->whole.stay.start < two->whole.stay.start ? -1 : 1;
  return (one->gone > two->gone) - (one->gone < two->gone);
}

/* What a stay is read from, in this order. */
#define COLUMNS \
  "pupil, provision, registration, start, \"end\", sessions, received, way, reviewed," \
  " expected, told"

enum
{
  PUPIL, PROVISION, REGISTRATION, START, END, SESSIONS, RECEIVED, WAY, REVIEWED,
  EXPECTED, TOLD, N_COLUMNS
};

static const char *
read_text (WayStmt *stmt,
           int      column)
{
  const char *text = way_stmt_text (stmt, column);

  return text != NULL ? text : "";
}

static gboolean
read_numbers (WayDb       *db,
              WayStmt     *stmt,
              NumberFunc   number_of,
              Whole       *whole,
              GError     **error)
{
  WayId pupil = way_stmt_id (stmt, PUPIL);
  WayId provision = way_stmt_id (stmt, PROVISION);
  WayValue who = id_value (&pupil);
  WayValue where = id_value (&provision);
  WayValue way = { .type = WAY_VALUE_TEXT, .text = (char *) read_text (stmt, WAY) };

  return number_of (db, &pupils, &who, NULL, &whole->stay.pupil, error) &&
         number_of (db, &kinds, &where, read_text (stmt, REGISTRATION), &whole->stay.kind,
                    error) &&
         number_of (db, &ways, &way, NULL, &whole->more.way, error);
}

static gboolean
read_stay (WayDb       *db,
           WayStmt     *stmt,
           NumberFunc   number_of,
           Change      *change,
           GError     **error)
{
  gint64 sessions = way_stmt_is_null (stmt, SESSIONS)
                      ? WAY_STAY_UNKNOWN : CLAMP (way_stmt_int (stmt, SESSIONS), 0, 14);

  WayStay *stay = &change->whole.stay;
  WayStayMore *more = &change->whole.more;

  change->end = read_day (stmt, END, WAY_STAY_OPEN);
  stay->start = read_day (stmt, START, 0);
  more->received = read_day (stmt, RECEIVED, 0);
  more->reviewed = read_day (stmt, REVIEWED, 0);
  more->expected = read_day (stmt, EXPECTED, 0);
  more->told = read_day (stmt, TOLD, 0);
  if (!read_numbers (db, stmt, number_of, &change->whole, error))
    return FALSE;
  if (stay->kind > MOST_KINDS)
    {
      g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_FAILED,
                   "there are too many provisions to count");
      return FALSE;
    }
  stay->kind = stay->kind << 4 | (guint32) sessions;
  return TRUE;
}

static GArray *
read_changes (WayDb   *db,
              GError **error)
{
  g_autoptr(GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT " COLUMNS ", gone FROM stay_change", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Change change = { .gone = way_stmt_int (stmt, N_COLUMNS) != 0 };

      if (!read_stay (db, stmt, give_number, &change, error))
        return NULL;
      g_array_append_val (changes, change);
    }
  if (step == WAY_STEP_ERROR)
    return NULL;
  g_array_sort (changes, compare_changes);
  return g_steal_pointer (&changes);
}

/* --- One pack --- */

typedef struct
{
  WayDb   *db;
  gint64   number;              /* 0: is not in the table yet */
  guint32  end;
  guint32  first;               /* what begins before is in another pack */
  gint64   bound;               /* and so is what begins on this day or later */
  GArray  *stays;               /* of Whole */
} Pack;

static gboolean
holds (const Pack   *self,
       const Change *change)
{
  return self->stays->len > 0 && change->end == self->end &&
         change->whole.stay.start >= self->first &&
         (gint64) change->whole.stay.start < self->bound;
}

static int
compare_stays (gconstpointer a,
               gconstpointer b)
{
  guint32 one = ((const Whole *) a)->stay.start;
  guint32 two = ((const Whole *) b)->stay.start;

  return (one > two) - (one < two);
}

static gboolean
run_on_pack (Pack        *self,
             const char  *sql,
             GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":number", self->number);
  return way_stmt_run (stmt, error);
}

static gboolean
remove_pack (Pack    *self,
             GError **error)
{
  return self->number == 0 ||
         (run_on_pack (self, "DELETE FROM stay_pack WHERE number = :number", error) &&
          run_on_pack (self, "DELETE FROM stay_more WHERE number = :number", error));
}

/* What goes with the stays of the row that was just written. */
static gboolean
write_more (Pack         *self,
            gint64        number,
            const Whole  *stays,
            guint         n,
            GError      **error)
{
  g_autofree guint32 *words = dup_words (stays, n, G_STRUCT_OFFSET (Whole, more), MORE_WORDS);
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self->db,
                         number != 0 ? "UPDATE stay_more SET more = :more WHERE number = :number"
                                     : "INSERT INTO stay_more (number, more)"
                                       " VALUES (last_insert_rowid (), :more)", error);
  if (stmt == NULL)
    return FALSE;
  if (number != 0)
    way_stmt_bind_int (stmt, ":number", number);
  way_stmt_bind_blob (stmt, ":more", words, n * sizeof (WayStayMore));
  return way_stmt_run (stmt, error);
}

/* The lowest number of a pack whose stays end on the day. */
static gint64
first_number (guint32 end)
{
  return end * ONE_DAY;
}

/* Writes a part of the pack: in its own row, or in a new one. */
static gboolean
write_part (Pack     *self,
            gint64    number,
            guint     from,
            guint     n,
            GError  **error)
{
  const Whole *stays = &g_array_index (self->stays, Whole, from);
  g_autofree guint32 *words = dup_words (stays, n, G_STRUCT_OFFSET (Whole, stay), STAY_WORDS);
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self->db,
                         number != 0 ? "UPDATE stay_pack SET start = :start, stays = :stays"
                                       " WHERE number = :number"
                                     : "INSERT INTO stay_pack (number, \"end\", start, stays)"
                                       " SELECT coalesce (max (number) + 1, :first), :end, :start,"
                                       " :stays FROM stay_pack"
                                       " WHERE number BETWEEN :first AND :last", error);
  if (stmt == NULL)
    return FALSE;
  if (number != 0)
    way_stmt_bind_int (stmt, ":number", number);
  else
    {
      way_stmt_bind_int (stmt, ":end", self->end);
      way_stmt_bind_int (stmt, ":first", first_number (self->end));
      way_stmt_bind_int (stmt, ":last", first_number (self->end) + ONE_DAY - 1);
    }
  way_stmt_bind_int (stmt, ":start", stays[0].stay.start);
  way_stmt_bind_blob (stmt, ":stays", words, n * sizeof (WayStay));
  return way_stmt_run (stmt, error) && write_more (self, number, stays, n, error);
}

/* Writes the open pack, as several of equal size where it has become too large. */
static gboolean
close_pack (Pack    *self,
            GError **error)
{
  guint n = self->stays->len;
  guint parts = (n + MOST_IN_PACK - 1) / MOST_IN_PACK;
  gboolean done = n > 0 || remove_pack (self, error);

  g_array_sort (self->stays, compare_stays);
  for (guint i = 0; done && i < parts; i++)
    {
      guint from = (guint) ((guint64) n * i / parts);
      guint to = (guint) ((guint64) n * (i + 1) / parts);

      done = write_part (self, i == 0 ? self->number : 0, from, to - from, error);
    }
  g_array_set_size (self->stays, 0);
  self->number = 0;
  return done;
}

static gboolean
read_bound (Pack    *self,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT min (start) FROM stay_pack WHERE \"end\" = :end"
                         " AND start > :first", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":end", self->end);
  way_stmt_bind_int (stmt, ":first", self->first);
  step = way_stmt_step (stmt, error);
  self->bound = step == WAY_STEP_ROW && !way_stmt_is_null (stmt, 0) ? way_stmt_int (stmt, 0)
                                                                    : G_MAXINT64;
  return step != WAY_STEP_ERROR;
}

/* Appends the stays of a row with all that goes with them: columns stays, more. */
static void
take_whole (WayStmt *row,
            int      column,
            GArray  *found)
{
  g_autoptr(GArray) stays = g_array_new (FALSE, FALSE, sizeof (WayStay));
  g_autoptr(GArray) more = g_array_new (FALSE, TRUE, sizeof (WayStayMore));

  take_words (row, column, stays);
  take_words (row, column + 1, more);
  g_array_set_size (more, stays->len);
  for (guint i = 0; i < stays->len; i++)
    {
      Whole whole = { g_array_index (stays, WayStay, i), g_array_index (more, WayStayMore, i) };

      g_array_append_val (found, whole);
    }
}

/* Opens the pack of the row, or a new one. */
static gboolean
take_pack (Pack          *self,
           WayStmt       *row,
           const Change  *change,
           GError       **error)
{
  self->number = row != NULL ? way_stmt_int (row, 0) : 0;
  self->end = change->end;
  self->first = row != NULL ? MIN (read_day (row, 1, 0), change->whole.stay.start) : 0;
  g_array_set_size (self->stays, 0);
  if (row != NULL)
    take_whole (row, 2, self->stays);
  return read_bound (self, error);
}

/* Opens the last pack of the change's day that begins no later, else the first;
 * a new one where there is none. */
static gboolean
open_pack (Pack          *self,
           const Change  *change,
           GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT number, start, stays, more FROM stay_pack LEFT JOIN stay_more USING (number)"
                         " WHERE number = coalesce ("
                         "(SELECT number FROM stay_pack WHERE \"end\" = :end AND start <= :start"
                         " ORDER BY start DESC, number DESC LIMIT 1),"
                         "(SELECT number FROM stay_pack WHERE \"end\" = :end"
                         " ORDER BY start, number LIMIT 1))", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":end", change->end);
  way_stmt_bind_int (stmt, ":start", change->whole.stay.start);
  step = way_stmt_step (stmt, error);
  return step != WAY_STEP_ERROR && take_pack (self, step == WAY_STEP_ROW ? stmt : NULL, change, error);
}

/* --- Packing --- */

static gboolean
take_out (Pack        *self,
          const Whole *whole)
{
  for (guint i = 0; i < self->stays->len; i++)
    if (memcmp (&g_array_index (self->stays, Whole, i), whole, sizeof *whole) == 0)
      {
        g_array_remove_index_fast (self->stays, i);
        return TRUE;
      }
  return FALSE;
}

/* Where many begin on one day, that day is in several packs. */
static gboolean
take_out_of_others (Pack          *self,
                    const Change  *change,
                    gboolean      *found,
                    GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step = WAY_STEP_DONE;

  *found = FALSE;
  stmt = way_db_prepare (self->db,
                         "SELECT number, start, stays, more FROM stay_pack LEFT JOIN stay_more USING (number)"
                         " WHERE \"end\" = :end AND start <= :start ORDER BY start DESC, number DESC", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":end", change->end);
  way_stmt_bind_int (stmt, ":start", change->whole.stay.start);
  while (!*found && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      if (!take_pack (self, stmt, change, error))
        return FALSE;
      *found = take_out (self, &change->whole);
    }
  return step != WAY_STEP_ERROR;
}

static gboolean
apply (Pack          *self,
       const Change  *change,
       GError       **error)
{
  gboolean found;

  if (!holds (self, change) &&
      (!close_pack (self, error) || !open_pack (self, change, error)))
    return FALSE;
  if (!change->gone)
    {
      g_array_append_val (self->stays, change->whole);
      return TRUE;
    }
  if (take_out (self, &change->whole))
    return TRUE;
  if (!close_pack (self, error) || !take_out_of_others (self, change, &found, error))
    return FALSE;
  if (!found)
    g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                 "a placement that went was not packed");
  return found;
}

static gboolean
pack_changes (WayDb   *db,
              GError **error)
{
  g_autoptr(GArray) changes = read_changes (db, error);
  g_autoptr(GArray) stays = g_array_new (FALSE, FALSE, sizeof (Whole));
  Pack pack = { .db = db, .stays = stays };

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    if (!apply (&pack, &g_array_index (changes, Change, i), error))
      return FALSE;
  return close_pack (&pack, error) && way_db_run (db, "DELETE FROM stay_change", error) &&
         way_stays_pack_homes (db, error);
}

/* Every placement that is packed, as the columns above. */
#define STAYS "SELECT " COLUMNS " FROM stay_said"

static gboolean
pack_anew (WayDb   *db,
           GError **error)
{
  return way_db_exec (db, "DELETE FROM stay_pack", error) &&
         way_db_exec (db, "DELETE FROM stay_more", error) &&
         way_db_exec (db, "DELETE FROM stay_change", error) &&
         way_db_exec (db, "INSERT INTO stay_change"
                          " (" COLUMNS ", gone)"
                          " SELECT *, 0 FROM (" STAYS ")", error) &&
         pack_changes (db, error);
}

gboolean
way_stays_waits (WayDb     *db,
                 gboolean  *waits,
                 GError   **error)
{
  gint64 one;

  if (!way_db_get_int (db,
                       "SELECT EXISTS (SELECT 1 FROM stay_change)"
                       " OR EXISTS (SELECT 1 FROM stay_home_change)", 0, &one, error))
    return FALSE;
  *waits = one != 0;
  return TRUE;
}

gboolean
way_stays_pack (WayDb   *db,
                GError **error)
{
  g_autoptr(GError) fault = NULL;
  gboolean waits, done;

  if (!way_stays_waits (db, &waits, error))
    return FALSE;
  if (!waits)
    return TRUE;
  if (!way_db_exec (db, "SAVEPOINT pack", error))
    return FALSE;
  done = pack_changes (db, &fault);
  if (!done && g_error_matches (fault, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED))
    {
      g_clear_error (&fault);
      done = pack_anew (db, &fault);
    }
  if (!done)
    g_propagate_error (error, g_steal_pointer (&fault));
  return way_db_end_savepoint (db, "pack", done, error);
}

/* --- Reading --- */

gboolean
way_stays_prepare (WayDb   *db,
                   GError **error)
{
  return way_stays_pack (db, error);
}

typedef struct
{
  WayDb        *db;
  GArray       *stays;          /* of a row */
  GArray       *more;           /* NULL where it was not asked for */
  guint         n_rows;
  WayStaysFunc  func;
  gpointer      data;
} Pass;

/* Calls back for a row: its last day, its stays, and more of them. */
static void
pass_row (Pass    *self,
          WayStmt *row)
{
  const WayStayMore *more = NULL;

  if (++self->n_rows == MANY_PACKS)
    way_db_begin_pass (self->db);
  g_array_set_size (self->stays, 0);
  take_words (row, 1, self->stays);
  if (self->more != NULL)
    {
      g_array_set_size (self->more, 0);
      take_words (row, 2, self->more);
      g_array_set_size (self->more, self->stays->len);
      more = (const WayStayMore *) (void *) self->more->data;
    }
  self->func (read_day (row, 0, 0), (const WayStay *) (void *) self->stays->data, more,
              self->stays->len, self->data);
}

gboolean
way_stays_read (WayDb         *db,
                const GDate   *from,
                const GDate   *to,
                gboolean       with_more,
                WayStaysFunc   func,
                gpointer       data,
                GError       **error)
{
  g_autoptr(GArray) stays = g_array_sized_new (FALSE, FALSE, sizeof (WayStay), MOST_IN_PACK);
  g_autoptr(GArray) more = g_array_new (FALSE, TRUE, sizeof (WayStayMore));
  Pass pass = { db, stays, with_more ? more : NULL, 0, func, data };
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  if (!way_stays_pack (db, error))
    return FALSE;
  stmt = way_db_prepare (db,
                         with_more ? "SELECT \"end\", stays, more FROM stay_pack"
                                     " LEFT JOIN stay_more USING (number)"
                                     " WHERE number >= :from AND start <= :to"
                                     " ORDER BY number DESC"
                                   : "SELECT \"end\", stays FROM stay_pack"
                                     " WHERE number >= :from AND start <= :to"
                                     " ORDER BY number DESC", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":from", first_number (way_date_julian (from)));
  way_stmt_bind_date (stmt, ":to", to);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    pass_row (&pass, stmt);
  if (pass.n_rows >= MANY_PACKS)
    way_db_end_pass (db);
  return step == WAY_STEP_DONE;
}

/* Codes come in runs. */
static const char *
intern_run (const char *text,
            const char *last)
{
  return text == NULL || g_strcmp0 (text, last) != 0 ? g_intern_string (text) : last;
}

GArray *
way_stays_kinds (WayDb   *db,
                 GError **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (WayStayKind));
  g_autoptr(WayStmt) stmt = NULL;
  const char *last = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT number, provision, nullif (registration, '') FROM stay_kind"
                         " ORDER BY number", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayStayKind kind = { (guint32) way_stmt_int (stmt, 0), way_stmt_id (stmt, 1),
                           intern_run (way_stmt_text (stmt, 2), last) };

      last = kind.registration != NULL ? kind.registration : last;
      g_array_append_val (found, kind);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

/* Words of a way stand one in a line: see the view stay_said. */
static WayStayWay
read_way (WayStmt *stmt)
{
  g_auto(GStrv) words = g_strsplit (read_text (stmt, 1), "\n", 4);
  WayStayWay way = { .number = (guint32) way_stmt_int (stmt, 0) };
  const char **codes[] = { &way.route, &way.destination, &way.commissioner };

  for (guint i = 0; i < G_N_ELEMENTS (codes) && words[i] != NULL; i++)
    *codes[i] = words[i][0] != '\0' ? g_intern_string (words[i]) : NULL;
  way.has_plan = g_strv_length (words) == 4 && words[3][0] != '\0';
  return way;
}

GArray *
way_stays_ways (WayDb   *db,
                GError **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (WayStayWay));
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT number, way FROM stay_way ORDER BY number",
                                            error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayStayWay way = read_way (stmt);

      g_array_append_val (found, way);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

/* --- Looking over --- */

static int
compare_whole (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, sizeof (Change));
}

static GArray *
read_packed (WayDb   *db,
             GError **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, TRUE, sizeof (Change));
  g_autoptr(GArray) stays = g_array_new (FALSE, FALSE, sizeof (Whole));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT \"end\", stays, more FROM stay_pack"
                         " LEFT JOIN stay_more USING (number)", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_array_set_size (stays, 0);
      take_whole (stmt, 1, stays);
      for (guint i = 0; i < stays->len; i++)
        {
          Change one = { read_day (stmt, 0, 0), 0, g_array_index (stays, Whole, i) };

          g_array_append_val (all, one);
        }
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

static GArray *
read_recorded (WayDb   *db,
               GError **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, TRUE, sizeof (Change));
  g_autoptr(WayStmt) stmt = way_db_prepare (db, STAYS, error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Change one = { 0 };

      if (!read_stay (db, stmt, find_number, &one, error))
        return NULL;
      g_array_append_val (all, one);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

gboolean
way_stays_verify (WayDb      *db,
                  GPtrArray  *findings,
                  GError    **error)
{
  g_autoptr(GArray) packed = read_packed (db, error);
  g_autoptr(GArray) recorded = packed != NULL ? read_recorded (db, error) : NULL;
  gboolean waits;

  if (recorded == NULL || !way_stays_waits (db, &waits, error))
    return FALSE;
  if (waits)                          /* another program wrote: they are packed when it counts */
    return TRUE;
  g_array_sort (packed, compare_whole);
  g_array_sort (recorded, compare_whole);
  if (packed->len != recorded->len ||
      (packed->len > 0 &&
       memcmp (packed->data, recorded->data, packed->len * sizeof (Change)) != 0))
    g_ptr_array_add (findings, g_strdup_printf (
      "placement: the %u that are packed for counting are not the %u that are recorded",
      packed->len, recorded->len));
  return way_stays_verify_homes (db, findings, error);
}
