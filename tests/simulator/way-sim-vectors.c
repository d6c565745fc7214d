/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sim-vectors.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-backup.h"
#include "way-codes.h"
#include "way-journal-private.h"
#include "way-ranges.h"
#include "way-sim-private.h"
#include "way-test-store.h"
#include "way-verify.h"

/* Gives the sentence back where the condition does not hold. */
#define MUST(condition, sentence) G_STMT_START { if (!(condition)) return sentence; } G_STMT_END

/* --- Copies --- */

typedef SimCopy Copy;

static void
copy_clear (Copy *self)
{
  sim_copy_stop (self);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

/* Each seed is a name of its own. */
static void
copy_start (Copy    *self,
            guint64  seed)
{
  sim_copy_start (self, FALSE, &seed);
}

typedef struct
{
  WayDb          *from;
  WayStmt        *ids;
  WayForeignEdit *edit;      /* lent out */
} Tell;

static gboolean
next_told (const WayForeignEdit **edit,
           gpointer               data,
           GError               **error)
{
  Tell *self = data;

  g_clear_pointer (&self->edit, way_foreign_edit_free);
  *edit = NULL;
  if (way_stmt_step (self->ids, error) == WAY_STEP_ROW)
    *edit = self->edit = way_merge_get_edit (self->from, way_stmt_int (self->ids, 0), error);
  return TRUE;
}

/* Edits of one copy given to another: the numbered one of its own, or all. */
static gboolean
tell (Copy            *from,
      Copy            *to,
      gint64           number,
      WayMergeReport  *report,
      GError         **error)
{
  g_autoptr(WayStmt) ids = way_db_prepare (from->db,
                                           "SELECT id FROM edit WHERE :number = 0 OR"
                                           " id & 1099511627775 = :number ORDER BY id", NULL);
  Tell self = { .from = from->db, .ids = ids };
  WayMergeReport unused;
  gboolean done;

  way_stmt_bind_int (ids, ":number", number);
  done = way_merge_run (to->db, next_told, &self, report != NULL ? report : &unused, error);
  g_clear_pointer (&self.edit, way_foreign_edit_free);
  return done;
}

static gint64
count (WayDb      *db,
       const char *sql)
{
  gint64 number;

  g_assert_true (way_db_get_int (db, sql, -1, &number, NULL));
  return number;
}

/* --- Edits --- */

static gboolean
run_one (WayDb       *db,
         WayEditFunc  func,
         gpointer     record)
{
  WayTestRecord one = { &way_pupil_entity, record };
  WayEditInfo info = { .name = "Test" };

  return way_edit_run (db, &info, func, &one, NULL, NULL);
}

/* An edit that gives the pupil another town. */
static gboolean
move_to (WayDb      *db,
         WayPupil   *pupil,
         const char *town)
{
  g_free (pupil->town);
  pupil->town = g_strdup (town);
  return run_one (db, way_test_update_func, pupil);
}

typedef struct
{
  gpointer parent;
  gpointer child;
} Family;

static gboolean
insert_family (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  const Family *family = data;

  return way_records_insert (db, &way_establishment_entity, family->parent, error) &&
         way_records_insert (db, &way_site_entity, family->child, error);
}

/* A school and a site of it, in one edit. */
static gboolean
add_family (WayDb *db)
{
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WaySite) site = way_site_new ();
  Family family = { school, site };
  WayEditInfo info = { .name = "Test" };

  school->name = g_strdup ("Elm");
  *(WayId *) school = way_id_new ();
  site->establishment = *way_record_id (school);
  site->name = g_strdup ("Annexe");
  return way_edit_run (db, &info, insert_family, &family, NULL, NULL);
}

static char *
town_of (WayDb          *db,
         const WayPupil *pupil)
{
  WayPupil *stored = way_records_get (db, &way_pupil_entity, way_record_id (pupil), NULL);
  char *town = stored != NULL ? g_strdup (stored->town != NULL ? stored->town : "") : NULL;

  way_record_free (&way_pupil_entity, stored);
  return town;
}

static guint
findings (WayDb      *db,
          const char *of)
{
  g_autoptr(GPtrArray) found = way_verify_run (db, NULL, NULL, NULL, NULL);
  guint n = 0;

  for (guint i = 0; found != NULL && i < found->len; i++)
    n += strstr (g_ptr_array_index (found, i), of) != NULL;
  return found != NULL ? n : G_MAXUINT;
}

/* --- Capture --- */

/* Inserts a pupil and changes it twice; changes another twice. */
static gboolean
change_twice (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  WayPupil **pupils = data;

  if (!way_records_insert (db, &way_pupil_entity, pupils[0], error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      g_free (pupils[i]->town);
      pupils[i]->town = g_strdup ("Leek");
      if (!way_records_update (db, &way_pupil_entity, pupils[i], error))
        return FALSE;
      g_free (pupils[i]->surname);
      pupils[i]->surname = g_strdup ("Fir");
      if (!way_records_update (db, &way_pupil_entity, pupils[i], error))
        return FALSE;
    }
  return TRUE;
}

const char *
sim_vector_capture (void)
{
  g_auto(Copy) copy = { 0 };
  g_autoptr(WayPupil) one = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(WayPupil) other = way_test_pupil ("Jo", "Rowan");
  WayPupil *pupils[] = { one, other };
  WayEditInfo info = { .name = "Test" };

  copy_start (&copy, 1);
  MUST (run_one (copy.db, way_test_insert_func, other), "an insert failed");
  MUST (way_edit_run (copy.db, &info, change_twice, pupils, NULL, NULL), "a change failed");
  MUST (findings (copy.db, "") == 0, "what is journaled is not what was done");
  g_clear_pointer (&one->surname, g_free);
  *(WayId *) one = way_id_new ();
  MUST (!run_one (copy.db, way_test_insert_func, one), "what may not be empty was empty");
  return NULL;
}

/* --- Outside of edits --- */

static gboolean
insert_raw (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  return way_db_exec (db, "INSERT INTO pupil (id, surname) VALUES (randomblob (16), 'x')", error);
}

/* A statement may be prepared within an edit. */
static gboolean
prepare_write (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  WayStmt **stmt = data;

  *stmt = way_db_prepare (db, "UPDATE pupil SET town = 'Leek'", error);
  return *stmt != NULL;
}

const char *
sim_vector_outside (void)
{
  g_auto(Copy) copy = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  g_autofree char *town = NULL;
  WayEditInfo info = { .name = "Test" };

  copy_start (&copy, 1);
  MUST (run_one (copy.db, way_test_insert_func, pupil), "an insert failed");
  way_db_exec (copy.db, "UPDATE pupil SET town = 'Leek' WHERE TRUE", &error);
  MUST (g_error_matches (error, WAY_STORE_ERROR, WAY_STORE_ERROR_OUTSIDE),
        "a write outside of an edit was prepared");
  MUST (!way_edit_run (copy.db, &info, insert_raw, NULL, NULL, NULL), "a row has no dot");
  MUST (way_edit_run (copy.db, &info, prepare_write, &stmt, NULL, NULL), "nothing was prepared");
  way_stmt_run (stmt, NULL);
  town = town_of (copy.db, pupil);
  MUST (g_strcmp0 (town, "") == 0, "a write outside of an edit was kept");
  return NULL;
}

/* --- Parts --- */

/* Salts of the parts of all operations that can be told. */
static GHashTable *
read_salts (Copy  *copy,
            guint *n)
{
  GHashTable *salts = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                             (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr(SimModel) model = sim_model_new (copy, NULL);
  GPtrArray *edits = sim_model_edits (model);

  *n = 0;
  for (guint i = 0; i < edits->len; i++)
    {
      const WayForeignEdit *edit = g_ptr_array_index (edits, i);

      for (guint j = 0; j < edit->n_ops; j++)
        {
          /* The first part: class, state, salt. */
          g_hash_table_add (salts, g_bytes_new ((const guint8 *) edit->ops[j].parts + 2,
                                                WAY_SALT_SIZE));
          (*n)++;
        }
    }
  return salts;
}

static gboolean
insert_two (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Jo", "Fir");

      if (!way_records_insert (db, &way_pupil_entity, pupil, error))
        return FALSE;
    }
  return TRUE;
}

const char *
sim_vector_salts (void)
{
  WayEditInfo info = { .name = "Test" };

  for (guint baseline = 0; baseline < 2; baseline++)
    {
      g_auto(Copy) copy = { 0 };
      g_autoptr(GHashTable) salts = NULL;
      guint n;

      copy_start (&copy, 1);
      MUST (baseline ? way_edit_run_baseline (copy.db, &info, insert_two, NULL, NULL, NULL)
                     : way_edit_run (copy.db, &info, insert_two, NULL, NULL, NULL),
            "an insert failed");
      salts = read_salts (&copy, &n);
      MUST (n == 2 && g_hash_table_size (salts) == n, "two parts have one salt");
    }
  return NULL;
}

const char *
sim_vector_classes (void)
{
  g_auto(Copy) copy = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(WayForeignEdit) edit = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GPtrArray) codes = way_codes_list ("ethnicity", NULL);

  copy_start (&copy, 1);
  pupil->town = g_strdup ("Leek");
  pupil->ethnicity = g_strdup (((const WayCode *) g_ptr_array_index (codes, 0))->id);
  MUST (run_one (copy.db, way_test_insert_func, pupil), "an insert failed");
  edit = way_merge_get_edit (copy.db, count (copy.db, "SELECT max (id) FROM edit"), NULL);
  entries = way_op_read (edit->ops[0].parts, edit->ops[0].size);
  MUST (entries != NULL && entries->len >= 4, "an operation cannot be read");
  for (guint i = 0; i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);

      MUST (entry->class == way_entity_field_by_number (&way_pupil_entity,
                                                        entry->field)->sensitivity,
            "a field is in the part of another class");
    }
  return NULL;
}

/* --- Clocks --- */

static gint64
stand_still (gpointer data)
{
  return *(gint64 *) data;
}

const char *
sim_vector_clock (void)
{
  static const gint64 day = G_TIME_SPAN_DAY;
  g_auto(Copy) copy = { 0 };
  g_auto(Copy) far = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(WayPupil) other = way_test_pupil ("Jo", "Fir");
  gint64 now = G_GINT64_CONSTANT (1700000000000000);
  gint64 then = now + 4000 * day;

  copy_start (&copy, 1);
  copy_start (&far, 2);
  way_db_set_clock (copy.db, stand_still, &now);
  way_db_set_clock (far.db, stand_still, &then);
  run_one (far.db, way_test_insert_func, other);
  run_one (copy.db, way_test_insert_func, pupil);
  now += 3 * day;
  move_to (copy.db, pupil, "Leek");
  now -= 3 * day;
  move_to (copy.db, pupil, "Bath");
  move_to (copy.db, pupil, "York");
  MUST (count (copy.db, "SELECT count (*) FROM edit") == 4, "an edit failed");
  MUST (count (copy.db, "SELECT count (*) FROM edit AS a JOIN edit AS b ON b.id = a.id + 1"
                        " WHERE b.clock <= a.clock") == 0, "a stamp does not rise");
  MUST (tell (&far, &copy, 0, NULL, NULL), "an edit of a wrong clock was refused");
  move_to (copy.db, pupil, "Ely");
  MUST (count (copy.db, "SELECT clock FROM edit WHERE id >> 40 = 1 ORDER BY id DESC LIMIT 1") <
        ((now + 4 * day) / 1000) << 16, "a wrong clock was followed");
  return NULL;
}

/* --- Verify --- */

static const struct
{
  const char *sql;
  const char *finding;
  const char *missed;
} tampers[] = {
  { "UPDATE pupil SET town = 'Nowhere'", "is not what the journal says", "a changed value" },
  { "DELETE FROM pupil", "is gone", "a row that was taken out" },
  { "INSERT INTO pupil (id, dot, surname) VALUES (x'00112233445566778899aabbccddeeff', 5, 'X')",
    "written by another program", "a row that was put in" },
  { "INSERT INTO pupil (id, dot) SELECT row, dot FROM op WHERE kind = 1 AND entity ="
    " (SELECT entity FROM op JOIN pupil ON pupil.dot = op.dot) AND row NOT IN"
    " (SELECT id FROM pupil)", "is there, but", "a deleted row that came back" },
  { "DELETE FROM edit WHERE id & 1099511627775 = 1", "before it is missing", "a missing edit" },
  { "UPDATE op SET edit = edit + 1 WHERE dot = (SELECT max (dot) FROM op)",
    "part of what it did is missing", "an operation of another edit" },
  { "DELETE FROM establishment", "refer to a", "a reference to nothing" },
  { "UPDATE edit SET who = 'Nobody'", "is not what was written", "another author" },
  { "UPDATE edit SET name = 'Nothing'", "is not what was written", "another name" },
  { "UPDATE edit SET reason = 'None'", "is not what was written", "another reason" },
  { "UPDATE edit SET clock = clock + 1", "is not what was written", "another time" },
};

/* A school with a site, a pupil, and one that was deleted. */
static void
fill (WayDb *db)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(WayPupil) gone = way_test_pupil ("Jo", "Fir");

  run_one (db, way_test_insert_func, pupil);
  run_one (db, way_test_insert_func, gone);
  run_one (db, way_test_delete_func, gone);
  add_family (db);
}

static void
write_raw (WayDb      *db,
           const char *sql)
{
  db->migrating = TRUE;
  g_assert_true (way_db_exec (db, sql, NULL));
  db->migrating = FALSE;
}

static const char *
tamper (WayDb *db)
{
  const char *missed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tampers) && missed == NULL; i++)
    {
      write_raw (db, "SAVEPOINT tamper");
      write_raw (db, tampers[i].sql);
      if (findings (db, tampers[i].finding) == 0)
        missed = tampers[i].missed;
      write_raw (db, "ROLLBACK TO tamper");
      write_raw (db, "RELEASE tamper");
    }
  return missed;
}

const char *
sim_vector_tampered (void)
{
  g_auto(Copy) copy = { 0 };
  const char *missed;

  copy_start (&copy, 1);
  fill (copy.db);
  MUST (findings (copy.db, "") == 0, "something was found where nothing is");
  write_raw (copy.db, "PRAGMA foreign_keys = OFF");
  missed = tamper (copy.db);
  write_raw (copy.db, "PRAGMA foreign_keys = ON");
  return missed;
}

/* --- What failed --- */

static gboolean
insert_and_fail (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  way_test_insert_func (db, data, NULL);
  return FALSE;
}

static gboolean
feed_one (const WayForeignEdit **edit,
          gpointer               data,
          GError               **error)
{
  const WayForeignEdit **next = data;

  *edit = g_steal_pointer (next);
  return TRUE;
}

/* The first edit of a copy, with a bit of it turned. */
static gboolean
tell_altered (Copy *from,
              Copy *to)
{
  g_autoptr(WayForeignEdit) edit =
    way_merge_get_edit (from->db, count (from->db, "SELECT min (id) FROM edit"), NULL);
  const WayForeignEdit *next = edit;
  WayMergeReport report;

  ((guint8 *) edit->ops[0].parts)[edit->ops[0].size - 3] ^= 1;
  return way_merge_run (to->db, feed_one, &next, &report, NULL);
}

const char *
sim_vector_failed (void)
{
  g_auto(Copy) one = { 0 };
  g_auto(Copy) other = { 0 };
  g_auto(Copy) to = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  WayDot dot;

  copy_start (&one, 1);
  copy_start (&other, 2);
  copy_start (&to, 3);
  MUST (!run_one (to.db, insert_and_fail, pupil), "what failed was said to be done");
  MUST (count (to.db, "SELECT count (*) FROM pupil") == 0, "what failed was kept");
  run_one (one.db, way_test_insert_func, pupil);
  *(WayId *) pupil = way_id_new ();
  run_one (other.db, way_test_insert_func, pupil);
  /* A name that was given a number by what was refused has none. */
  tell_altered (&one, &to);
  MUST (!way_journal_dot (to.db, WAY_LOCAL (2, 1), &dot, NULL), "a number has outlived its edit");
  MUST (tell (&other, &to, 0, NULL, NULL), "an edit was refused after another had failed");
  MUST (tell (&one, &to, 0, NULL, NULL), "an edit was taken for one of another copy");
  MUST (count (to.db, "SELECT count (DISTINCT id >> 40) FROM edit") == 2,
        "two copies go by one number");
  return NULL;
}

const char *
sim_vector_altered (void)
{
  g_auto(Copy) from = { 0 };
  g_auto(Copy) to = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");

  copy_start (&from, 1);
  copy_start (&to, 2);
  run_one (from.db, way_test_insert_func, pupil);
  MUST (!tell_altered (&from, &to), "an altered edit was taken");
  return NULL;
}

/* --- Files --- */

static guint
mode_of (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_mode & 0777 : 0;
}

static WayId
own_name (WayDb *db)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db, "SELECT id FROM replica JOIN setting ON key = 'replica'"
                         " AND number = CAST (value AS INTEGER)", NULL);
  return way_stmt_step (stmt, NULL) == WAY_STEP_ROW ? way_stmt_id (stmt, 0) : (WayId) { { 0 } };
}

static const char *
look_at_files (const char *path,
               const char *copy)
{
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_CREATE, NULL);
  g_autoptr(WayDb) restored = NULL;
  g_autofree char *ahead = g_strdup_printf ("PRAGMA user_version = %d", way_migrate_newest () + 1);
  g_autoptr(GError) error = NULL;
  WayId own, its;

  MUST (db != NULL, "a file was not made");
  MUST (mode_of (path) == 0600, "others can read the file");
  MUST (way_backup_write (db, copy, NULL), "no backup was made");
  MUST (mode_of (copy) == 0600, "others can read the backup");
  MUST (!way_backup_write (db, copy, NULL), "a backup was written over");
  g_unlink (copy);
  MUST (way_backup_clone (db, copy, NULL), "no clone was made");
  restored = way_db_open (copy, WAY_DB_WRITE, NULL);
  MUST (restored != NULL, "the clone does not open");
  own = own_name (db);
  its = own_name (restored);
  MUST (!way_id_equal (&own, &its), "a clone goes by the name of its file");
  write_raw (restored, ahead);
  g_clear_pointer (&restored, way_db_free);
  restored = way_db_open (copy, WAY_DB_WRITE, &error);
  MUST (restored == NULL && g_error_matches (error, WAY_STORE_ERROR, WAY_STORE_ERROR_TOO_NEW),
        "a file of a newer program was opened");
  return NULL;
}

const char *
sim_vector_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("waymark-vector-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.waymark", NULL);
  g_autofree char *copy = g_build_filename (folder, "b.waymark", NULL);
  const char *wrong = look_at_files (path, copy);

  g_unlink (path);
  g_unlink (copy);
  g_rmdir (folder);
  return wrong;
}

/* --- Undo --- */

static gboolean
undo (WayDb     *db,
      gint64     id,
      GError   **error)
{
  WayEditInfo info = { .name = "Undo" };

  return way_edit_undo (db, id, &info, NULL, error);
}

static gboolean
refuses_undo (WayDb  *db,
              gint64  id)
{
  g_autoptr(GError) error = NULL;

  return !undo (db, id, &error) &&
         g_error_matches (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOTHING);
}

static gint64
last_edit (WayDb *db)
{
  return count (db, "SELECT max (id) FROM edit");
}

static const char *
undo_changes (WayDb    *db,
              WayPupil *pupil)
{
  g_autofree char *town = NULL;
  gint64 first, second;
  WayEditId latest;

  move_to (db, pupil, "Leek");
  first = last_edit (db);
  move_to (db, pupil, "Bath");
  second = last_edit (db);
  MUST (refuses_undo (db, first), "what was changed since was taken back");
  town = town_of (db, pupil);
  MUST (g_strcmp0 (town, "Bath") == 0, "an undo took away what came later");
  MUST (undo (db, second, NULL), "the last edit was not taken back");
  MUST (way_edit_latest (db, &latest, NULL) && latest == first,
        "what was taken back is offered once more");
  MUST (undo (db, last_edit (db), NULL), "an undo was not taken back");
  return NULL;
}

const char *
sim_vector_undo (void)
{
  g_auto(Copy) copy = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  const char *wrong;
  gint64 deleted;
  WayEditId named;

  copy_start (&copy, 1);
  run_one (copy.db, way_test_insert_func, pupil);
  MUST (!way_edit_from_text (copy.db, "ffffffff-1", &named, NULL), "an edit answers to any name");
  wrong = undo_changes (copy.db, pupil);
  MUST (wrong == NULL, wrong);
  run_one (copy.db, way_test_delete_func, pupil);
  deleted = last_edit (copy.db);
  MUST (undo (copy.db, deleted, NULL), "a delete was not taken back");
  MUST (refuses_undo (copy.db, deleted), "a delete was taken back twice");
  MUST (add_family (copy.db), "a school and its site were refused");
  MUST (undo (copy.db, last_edit (copy.db), NULL), "a school and its site were not taken back");
  MUST (count (copy.db, "SELECT count (*) FROM establishment") == 0, "a school was left");
  return NULL;
}

/* --- Conflicts --- */

static const WayConflictValue *
value_of (GPtrArray *values,
          guint      number)
{
  for (guint i = 0; i < values->len; i++)
    if (((const WayConflictValue *) g_ptr_array_index (values, i))->number == number)
      return g_ptr_array_index (values, i);
  return NULL;
}

static gboolean
settle (WayDb                  *db,
        const WayConflictValue *value)
{
  WayEditInfo info = { .name = "Settle" };

  return way_conflicts_settle (db, value->entity, &value->row, value->field, value->number, &info,
                               NULL, NULL);
}

/* Two towns: the one that is shown is the first, and the one chosen is kept. */
static const char *
settle_towns (WayDb          *db,
              const WayPupil *pupil)
{
  g_autoptr(GPtrArray) values = way_conflicts_list (db, way_record_id (pupil), NULL);
  g_autofree char *before = town_of (db, pupil);
  g_autofree char *after = NULL;
  const WayConflictValue *first, *second;

  MUST (values != NULL && values->len == 2, "two values are not two");
  first = value_of (values, 1);
  second = value_of (values, 2);
  MUST (first->shown && !second->shown && g_strcmp0 (first->value, before) == 0,
        "what is shown is not the first");
  MUST (settle (db, second), "a conflict was not settled");
  after = town_of (db, pupil);
  MUST (g_strcmp0 (after, second->value) == 0, "another value was kept than was chosen");
  return NULL;
}

/* One deleted it, the other changed it. */
static const char *
settle_row (Copy     *one,
            Copy     *other,
            WayPupil *pupil)
{
  g_autoptr(GPtrArray) values = NULL;
  g_autofree char *town = NULL;
  WayMergeReport report;

  run_one (one->db, way_test_delete_func, pupil);
  move_to (other->db, pupil, "Ely");
  MUST (tell (one, other, 0, &report, NULL) && report.conflicts == 1,
        "an edit against a delete is no conflict");
  values = way_conflicts_list (other->db, way_record_id (pupil), NULL);
  MUST (values->len == 2, "an edit against a delete has no two sides");
  MUST (settle (other->db, value_of (values, 1)), "a row was not kept");
  town = town_of (other->db, pupil);
  MUST (g_strcmp0 (town, "Ely") == 0, "a row that was kept is gone");
  return NULL;
}

const char *
sim_vector_conflicts (void)
{
  g_auto(Copy) one = { 0 };
  g_auto(Copy) other = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(WayPupil) same = way_test_pupil ("Kit", "Ashdown");
  WayMergeReport report;
  const char *wrong;

  copy_start (&one, 1);
  copy_start (&other, 2);
  run_one (one.db, way_test_insert_func, pupil);
  *(WayId *) same = *way_record_id (pupil);
  MUST (tell (&one, &other, 0, NULL, NULL), "an edit was refused");
  move_to (one.db, pupil, "Leek");
  move_to (other.db, same, "Bath");
  MUST (tell (&other, &one, 0, &report, NULL) && report.conflicts == 1,
        "two towns are no conflict");
  MUST (tell (&other, &one, 0, &report, NULL) && report.conflicts == 0,
        "a conflict is counted twice");
  wrong = settle_towns (one.db, pupil);
  MUST (wrong == NULL, wrong);
  MUST (tell (&one, &other, 0, NULL, NULL), "what was settled was refused");
  return settle_row (&one, &other, same);
}

/* --- Clones --- */

/* Two copies of one name, each with two edits. */
static void
start_twins (Copy *one,
             Copy *other)
{
  Copy *both[] = { one, other };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");

      copy_start (both[i], 7);
      run_one (both[i]->db, way_test_insert_func, pupil);
      move_to (both[i]->db, pupil, "Leek");
    }
}

static gboolean
refuses_clone (Copy   *from,
               Copy   *to,
               gint64  number)
{
  g_autoptr(GError) error = NULL;

  return !tell (from, to, number, NULL, &error) &&
         g_error_matches (error, WAY_STORE_ERROR, WAY_STORE_ERROR_CLONED);
}

const char *
sim_vector_clones (void)
{
  g_auto(Copy) one = { 0 };
  g_auto(Copy) other = { 0 };
  g_auto(Copy) first = { 0 };
  g_auto(Copy) last = { 0 };

  start_twins (&one, &other);
  copy_start (&first, 2);
  copy_start (&last, 3);
  MUST (tell (&one, &first, 1, NULL, NULL) && tell (&one, &last, 2, NULL, NULL),
        "an edit was refused");
  MUST (refuses_clone (&other, &first, 1), "two edits go by one number");
  MUST (refuses_clone (&other, &first, 2), "an edit follows one that it does not know");
  MUST (refuses_clone (&other, &last, 1), "an edit leads to one that does not know it");
  return NULL;
}

/* --- Previews and stubs --- */

const char *
sim_vector_preview (void)
{
  g_auto(Copy) from = { 0 };
  g_auto(Copy) to = { 0 };
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(WayForeignEdit) edit = NULL;
  const WayForeignEdit *next;
  WayMergeReport report;

  copy_start (&from, 1);
  copy_start (&to, 2);
  run_one (from.db, way_test_insert_func, pupil);
  next = edit = way_merge_get_edit (from.db, last_edit (from.db), NULL);
  MUST (way_merge_preview (to.db, feed_one, &next, &report, NULL) && report.rows_new == 1,
        "a preview does not say what would come");
  MUST (count (to.db, "SELECT count (*) FROM edit") == 0, "a preview was kept");
  return NULL;
}

const char *
sim_vector_stub (void)
{
  g_auto(Copy) from = { 0 };
  Copy to = { 0 };
  g_autoptr(WayDb) db = way_test_db_new ();   /* statements are made as it is opened */
  g_autoptr(WayEstablishment) school = way_establishment_new ();
  g_autoptr(WaySite) site = way_site_new ();
  gpointer there;

  to.db = db;
  copy_start (&from, 1);
  school->name = g_strdup ("Elm");
  way_test_insert (from.db, &way_establishment_entity, school);
  site->establishment = *way_record_id (school);
  site->name = g_strdup ("Annexe");
  way_test_insert (from.db, &way_site_entity, site);
  MUST (tell (&from, &to, 2, NULL, NULL), "a child without its parent was refused");
  there = way_records_get (db, &way_establishment_entity, way_record_id (school), NULL);
  way_record_free (&way_establishment_entity, there);
  MUST (there == NULL, "what has not come is shown");
  return NULL;
}

/* --- Operations as bytes --- */

static void
put_text (GByteArray *body,
          guint       field)
{
  WayOpEntry entry = { .field = field, .value = { .type = WAY_VALUE_TEXT, .text = "a" } };

  way_op_put_entry (body, &entry);
}

static GByteArray *
parts_with (guint class)
{
  static const guint8 salt[WAY_SALT_SIZE] = { 1 };
  g_autoptr(GByteArray) body = g_byte_array_new ();
  GByteArray *parts = g_byte_array_new ();

  put_text (body, 2);
  way_op_put_part (parts, class, salt, body);
  return parts;
}

/* Each thing that an operation is committed to, changed alone. */
static const char *
compare_commitments (void)
{
  g_autoptr(GByteArray) parts = parts_with (1);
  g_autoptr(GByteArray) moved = parts_with (2);
  WayId row = { { 1 } };
  WayId elsewhere = { { 2 } };
  guint8 first[WAY_HASH_SIZE];
  guint8 hash[WAY_HASH_SIZE];

#define COMMIT(sequence, at, kind, of, into) \
  way_op_commit (sequence, 3, at, kind, of->data, of->len, into)
  COMMIT (1, &row, WAY_OP_SET, parts, first);
  COMMIT (1, &row, WAY_OP_SET, moved, hash);
  MUST (memcmp (first, hash, sizeof hash) != 0, "the class of a part is not committed to");
  COMMIT (1, &elsewhere, WAY_OP_SET, parts, hash);
  MUST (memcmp (first, hash, sizeof hash) != 0, "the row is not committed to");
  COMMIT (2, &row, WAY_OP_SET, parts, hash);
  MUST (memcmp (first, hash, sizeof hash) != 0, "the sequence is not committed to");
  COMMIT (1, &row, WAY_OP_INSERT, parts, hash);
  MUST (memcmp (first, hash, sizeof hash) != 0, "the kind is not committed to");
#undef COMMIT
  return NULL;
}

static gboolean
reads_body (const GByteArray *body)
{
  static const guint8 salt[WAY_SALT_SIZE] = { 1 };
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  g_autoptr(GPtrArray) entries = NULL;

  way_op_put_part (parts, 1, salt, body);
  entries = way_op_read (parts->data, parts->len);
  return entries != NULL;
}

static gboolean
reads_disorder (void)
{
  g_autoptr(GByteArray) body = g_byte_array_new ();
  WayId replica = { { 1 } };

  /* Field 2 is nothing, and replaces dots that go down. */
  way_bytes_put_uint (body, 2);
  way_bytes_put_u8 (body, 0);
  way_bytes_put_uint (body, 2);
  for (guint64 sequence = 9; sequence > 7; sequence--)
    {
      way_bytes_put_id (body, &replica);
      way_bytes_put_uint (body, sequence);
    }
  return reads_body (body);
}

const char *
sim_vector_op (void)
{
  g_autoptr(GByteArray) twice = parts_with (1);
  g_autoptr(GByteArray) more = parts_with (1);
  g_autoptr(GByteArray) body = g_byte_array_new ();
  g_autoptr(GPtrArray) entries = way_op_read (twice->data, twice->len);
  g_autoptr(GPtrArray) entries_twice = NULL;
  const char *wrong = compare_commitments ();

  MUST (wrong == NULL, wrong);
  MUST (entries != NULL && entries->len == 1, "an operation cannot be read");
  g_byte_array_append (twice, more->data, more->len);
  entries_twice = way_op_read (twice->data, twice->len);
  MUST (entries_twice == NULL, "one class was read twice");
  put_text (body, 2);
  MUST (reads_body (body), "a field cannot be read");
  put_text (body, 2);
  MUST (!reads_body (body), "one field was read twice");
  MUST (!reads_disorder (), "dots were read out of order");
  return NULL;
}

/* --- What was heard --- */

/* Two ranges of one copy that meet: nobody writes them so. */
static gboolean
reads_overlap (const WayId *id)
{
  static const guint64 ends[] = { 1, 5, 5, 9 };
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autoptr(WayRanges) ranges = NULL;
  WayReader reader;

  way_bytes_put_uint (bytes, 1);
  way_bytes_put_id (bytes, id);
  way_bytes_put_uint (bytes, 2);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    way_bytes_put_uint (bytes, ends[i]);
  reader = way_reader (bytes->data, bytes->len);
  ranges = way_ranges_read (&reader);
  return ranges != NULL;
}

const char *
sim_vector_ranges (void)
{
  static const WayId id = { { 1 } };
  g_autoptr(WayRanges) heard = way_ranges_new ();
  g_autoptr(WayRanges) gap = way_ranges_new ();
  g_autoptr(WayRanges) back = NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  WayReader reader;

  way_ranges_add (heard, &id, 1);
  way_ranges_add (heard, &id, 2);
  way_ranges_add (heard, &id, 4);
  way_ranges_add (gap, &id, 3);
  MUST (way_ranges_has (heard, &id, 2) && !way_ranges_has (heard, &id, 3) &&
        way_ranges_has (heard, &id, 4), "a gap is said to be heard");
  MUST (!way_ranges_meet (heard, gap), "what has nothing in common meets");
  way_ranges_write (heard, bytes);
  reader = way_reader (bytes->data, bytes->len);
  back = way_ranges_read (&reader);
  MUST (back != NULL && way_ranges_count (back) == 3, "what was heard is not what is read back");
  MUST (!reads_overlap (&id), "ranges were read out of order");
  return NULL;
}
