/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of limited copies: at each file, and when all have heard of all. */

#include <string.h>

#include "way-copies.h"
#include "way-op.h"
#include "way-sim-limited-private.h"
#include "way-verify.h"

static const WayEntity *const looked_at[] = { &way_pupil_entity, &way_enrolment_entity,
                                              &way_need_entity, &way_placement_entity,
                                              &way_visit_entity };

/* --- What a copy may hold --- */

static gboolean
is_live (const GDate *end)
{
  GDate today = way_test_devices_today ();

  return !way_date_is_set (end) || g_date_compare (end, &today) >= 0;
}

static gboolean
is_of (const LimCopy *copy,
       const WayId   *setting)
{
  for (guint i = 0; i < copy->scope->len; i++)
    if (way_id_equal (&g_array_index (copy->scope, WayId, i), setting))
      return TRUE;
  return FALSE;
}

/* There is one provision in this world. */
static gboolean
is_placed_with (LimWorld           *self,
                const LimCopy      *copy,
                const WayPlacement *placement)
{
  return way_id_equal (&placement->provision, &self->devices.provision->id) &&
         is_of (copy, &self->devices.setting->id) && is_live (&placement->end);
}

static void
add_id (GHashTable  *ids,
        const WayId *id)
{
  g_hash_table_add (ids, g_memdup2 (id, sizeof *id));
}

static void
add_pupils (LimWorld   *self,
            WayDb      *db,
            LimCopy    *copy,
            GHashTable *pupils)
{
  g_autoptr(GPtrArray) enrolments = way_records_list (db, &way_enrolment_entity, NULL, NULL, NULL);
  g_autoptr(GPtrArray) placements = way_records_list (db, &way_placement_entity, NULL, NULL, NULL);

  for (guint i = 0; i < enrolments->len && copy->role == WAY_COPY_SCHOOL; i++)
    {
      const WayEnrolment *one = g_ptr_array_index (enrolments, i);

      if (is_of (copy, &one->establishment) && is_live (&one->to))
        add_id (pupils, &one->pupil);
    }
  for (guint i = 0; i < placements->len; i++)
    {
      const WayPlacement *one = g_ptr_array_index (placements, i);

      if (is_placed_with (self, copy, one))
        add_id (pupils, &one->pupil);
    }
}

static gboolean
is_in_scope (LimWorld        *self,
             LimCopy         *copy,
             GHashTable      *pupils,
             const WayEntity *entity,
             gconstpointer    record)
{
  const WayPlacement *placement = record;

  if (entity == &way_pupil_entity)
    return g_hash_table_contains (pupils, way_record_id (record));
  if (entity == &way_visit_entity)
    return copy->role == WAY_COPY_OFFICER && is_of (copy, &((const WayVisit *) record)->establishment);
  if (entity == &way_placement_entity)
    return g_hash_table_contains (pupils, &placement->pupil) &&
           (copy->role == WAY_COPY_SCHOOL || is_placed_with (self, copy, placement));
  return copy->role == WAY_COPY_SCHOOL &&
         g_hash_table_contains (pupils, entity == &way_need_entity
                                          ? &((const WayNeed *) record)->pupil
                                          : &((const WayEnrolment *) record)->pupil);
}

GHashTable *
lim_scope (LimWorld *self,
           WayDb    *db,
           LimCopy  *copy)
{
  g_autoptr(GHashTable) pupils = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  GHashTable *rows = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);

  add_pupils (self, db, copy, pupils);
  for (guint i = 0; i < G_N_ELEMENTS (looked_at); i++)
    {
      const WayEntity *own = lim_entity (looked_at[i]);
      g_autoptr(GPtrArray) records = own != NULL ? way_records_list (db, own, NULL, NULL, NULL)
                                                 : NULL;

      for (guint j = 0; records != NULL && j < records->len; j++)
        if (is_in_scope (self, copy, pupils, looked_at[i], g_ptr_array_index (records, j)))
          add_id (rows, way_record_id (g_ptr_array_index (records, j)));
    }
  return rows;
}

/* --- At each file --- */

static gboolean
is_looked_at (guint entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (looked_at); i++)
    if (looked_at[i]->number == entity)
      return TRUE;
  return FALSE;
}

/* Fields of an operation of somebody else's, each of a class that the copy may hold. */
static void
look_at_parts (LimWorld        *self,
               LimCopy         *copy,
               guint            role,
               const WayEntity *entity,
               gconstpointer    parts,
               gsize            size)
{
  g_autoptr(GPtrArray) entries = way_op_read (parts, size);
  guint classes = way_copies_classes (entity, role) | 1u << WAY_CLASS_STRUCTURE;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);

      if ((classes & 1u << entry->class) == 0)
        lim_fail (self, "%s has a part of %s that it may not hold", copy->name, entity->name);
    }
}

#define OPS                                                                       \
  "SELECT op.row, op.entity, op.parts, replica.id = (SELECT own.id FROM replica AS own" \
  "  WHERE own.number = (SELECT CAST (value AS INTEGER) FROM setting WHERE key = 'replica'))" \
  "  OR replica.id IN (SELECT replica FROM life JOIN device_key ON device_key.id = life.device) AS own" \
  " FROM op JOIN replica ON replica.number = op.edit >> 40"

/* A row that it changed itself may stay as it was until an office has heard of that. */
static gboolean
may_be_whole (LimWorld    *self,
              LimCopy     *copy,
              const WayId *row)
{
  return self->turned &&
         lim_count (copy->db, "SELECT count (*) FROM (" OPS ") AS one WHERE one.row = :id AND own",
                    row, NULL) > 0;
}

void
lim_look_at (LimWorld *self,
             LimCopy  *copy)
{
  g_autoptr(WayRoster) roster = way_roster_read (copy->db, NULL, NULL);
  guint role = way_roster_find (roster, &copy->device->id)->role;
  g_autoptr(WayStmt) stmt = way_db_prepare (copy->db, OPS, NULL);

  lim_act_as (NULL);
  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    {
      WayId row = way_stmt_id (stmt, 0);
      const WayEntity *entity = way_entity_by_number ((guint) way_stmt_int (stmt, 1));
      gsize size;
      const void *parts = way_stmt_blob (stmt, 2, &size);

      if (is_looked_at (entity->number) && !g_hash_table_contains (copy->may, &row))
        lim_fail (self, "%s has a %s that it was never given", copy->name, entity->name);
      if (way_stmt_int (stmt, 3) == 0 && !may_be_whole (self, copy, &row))
        look_at_parts (self, copy, role, entity, parts, size);
    }
}

/* --- At the end --- */

static void
show_entity (WayDb           *db,
             const WayEntity *entity,
             GString         *text)
{
  g_autoptr(GPtrArray) records = way_records_list (db, entity, NULL, NULL, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    for (guint j = 0; j < entity->n_fields; j++)
      {
        g_autofree char *value = way_field_to_text (&entity->fields[j],
                                                    g_ptr_array_index (records, i));

        g_string_append_printf (text, "%s.%s %s\n", entity->name, entity->fields[j].name, value);
      }
}

/* Everything that a copy shows.  A table that no operation names is empty, unless
 * there is a row that nobody wrote: now and then all of them are looked at. */
static char *
show (LimWorld *self,
      WayDb    *db)
{
  const WayEntity *const *entities = way_entities ();
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT DISTINCT entity FROM op ORDER BY entity", NULL);
  GString *text = g_string_new (NULL);

  if (self->seed % 32 == 0)
    for (guint i = 0; entities[i] != NULL; i++)
      show_entity (db, entities[i], text);
  else
    while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
      show_entity (db, way_entity_by_number ((guint) way_stmt_int (stmt, 0)), text);
  return g_string_free (text, FALSE);
}

/* Says the first line that differs. */
static void
compare_shows (LimWorld   *self,
               const char *name,
               const char *one,
               const char *other)
{
  g_auto(GStrv) a = g_strsplit (one, "\n", -1);
  g_auto(GStrv) b = g_strsplit (other, "\n", -1);

  for (guint i = 0; a[i] != NULL && b[i] != NULL; i++)
    if (strcmp (a[i], b[i]) != 0)
      {
        lim_fail (self, "office 0 shows %s, %s %s", a[i], name, b[i]);
        return;
      }
  if (g_strv_length (a) != g_strv_length (b))
    lim_fail (self, "%s does not show what office 0 does", name);
}

static void
look_at_offices (LimWorld *self)
{
  static const char edits[] = "SELECT count (*) FROM edit";
  g_autofree char *one = show (self, self->copies[0].db);
  gint64 n = lim_count (self->copies[0].db, edits, NULL, NULL);

  for (guint i = 1; i < self->n_offices; i++)
    {
      g_autofree char *other = show (self, self->copies[i].db);

      if (lim_count (self->copies[i].db, edits, NULL, NULL) != n)
        lim_fail (self, "%s has heard of other edits than office 0", self->copies[i].name);
      compare_shows (self, self->copies[i].name, one, other);
    }
}

/* Whether an operation on the row names the dot as replaced, or as seen by a delete. */
static gboolean
is_replaced (WayDb          *db,
             const LimTyped *typed,
             const WayDot   *dot)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT parts FROM op WHERE row = :id", NULL);
  gboolean found = FALSE;

  way_stmt_bind_id (stmt, ":id", &typed->row);
  while (!found && way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    {
      gsize size;
      const void *parts = way_stmt_blob (stmt, 0, &size);
      g_autoptr(GPtrArray) entries = way_op_read (parts, size);

      for (guint i = 0; entries != NULL && i < entries->len; i++)
        {
          const WayOpEntry *entry = g_ptr_array_index (entries, i);

          for (guint j = 0; entry->replaced != NULL && j < entry->replaced->len; j++)
            found |= (entry->field == typed->field->number || entry->field == 0) &&
                     way_dot_compare (&g_array_index (entry->replaced, WayDot, j), dot) == 0;
        }
    }
  return found;
}

/* The value is shown, lives beside what is shown, or somebody who saw it wrote over it. */
static gboolean
is_accounted_for (WayDb          *db,
                  const LimTyped *typed,
                  gint64          local)
{
  gpointer record = way_records_get (db, typed->entity, &typed->row, NULL);
  g_autofree char *shown = record != NULL ? way_field_to_text (typed->field, record) : NULL;
  WayDot dot;

  if (record != NULL)
    way_record_free (typed->entity, record);
  if (g_strcmp0 (shown, typed->text) == 0 || !way_journal_dot (db, local, &dot, NULL))
    return TRUE;
  return lim_count (db, "SELECT count (*) FROM cell JOIN op ON op.dot = cell.source"
                    " WHERE cell.row = :id AND instr (op.parts, CAST (:text AS BLOB))",
                    &typed->row, typed->text) > 0 ||
         is_replaced (db, typed, &dot);
}

/* The office that a copy sent it to answers for what waits there: it may have told the
 * copy to drop the rest since, and no other office ever sees more than that it is. */
static gint64
count_waiting (LimWorld       *self,
               const LimTyped *typed)
{
  gint64 n = 0;

  for (guint i = 0; i < self->n_offices; i++)
    n += lim_count (self->copies[i].db, "SELECT count (*) FROM quarantine"
                    " WHERE instr (body, CAST (:text AS BLOB))", NULL, typed->text);
  return n;
}

static void
look_at_typed (LimWorld       *self,
               const LimTyped *typed)
{
  WayDb *db = self->copies[0].db;
  gint64 dot = lim_count (db, "SELECT coalesce (max (dot), 0) FROM op"
                          " WHERE instr (parts, CAST (:text AS BLOB))", NULL, typed->text);
  gint64 waits = count_waiting (self, typed);

  if (dot == 0 && waits == 0)
    lim_fail (self, "%s, typed in %s, is nowhere", typed->text, typed->by->name);
  else if (dot != 0 && !typed->may && !self->accepted && !self->turned)
    lim_fail (self, "%s changed %s.%s", typed->by->name, typed->entity->name, typed->field->name);
  else if (dot == 0 && typed->may && self->prompt && !typed->by->revoked && !self->granted &&
           typed->by->role == WAY_COPY_OFFICE)
    lim_fail (self, "%s of %s waits", typed->text, typed->by->name);
  else if (dot != 0 && !is_accounted_for (db, typed, dot))
    lim_fail (self, "%s is neither shown, nor a conflict, nor written over", typed->text);
}

/* Rows that an edit of the copy touches which waits at the office: there the two
 * need not agree. */
static GHashTable *
list_waiting (LimWorld *self)
{
  GHashTable *rows = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  g_autoptr(WayStmt) stmt = way_db_prepare (self->copies[0].db, "SELECT body FROM quarantine"
                                            " WHERE state <> 2", NULL);

  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    {
      gsize size;
      const void *body = way_stmt_blob (stmt, 0, &size);
      g_autoptr(WayForeignEdit) edit = way_bundle_unpack_edit (body, size);

      self->counts.refused++;
      for (guint i = 0; i < edit->n_ops; i++)
        add_id (rows, &edit->ops[i].row);
    }
  return rows;
}

/* An edit that keeps a deleted row may be of fields which the copy may not hold: it
 * hears of the delete alone, until the conflict is settled. */
static gboolean
is_disputed (LimWorld    *self,
             LimCopy     *copy,
             const WayId *id)
{
  return copy->role == WAY_COPY_OFFICER &&
         lim_count (self->copies[0].db, "SELECT count (*) FROM conflict WHERE row = :id"
                    " AND field = 0", id, NULL) > 0;
}

static void
compare_record (LimWorld        *self,
                LimCopy         *copy,
                const WayEntity *entity,
                const WayId     *id)
{
  gpointer one = way_records_get (self->copies[0].db, entity, id, NULL);
  gpointer other = way_records_get (copy->db, entity, id, NULL);

  if (one != NULL && other == NULL && !is_disputed (self, copy, id))
    lim_fail (self, "%s has not the %s that it should", copy->name, entity->name);
  for (guint i = 0; one != NULL && other != NULL && i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *a = way_field_to_text (field, one);
      g_autofree char *b = way_field_to_text (field, other);

      if ((way_copies_classes (entity, copy->role) & 1u << field->sensitivity) &&
          (field->flags & WAY_FIELD_DERIVED) == 0 && g_strcmp0 (a, b) != 0)
        lim_fail (self, "%s.%s is %s in office 0, %s in %s", entity->name, field->name, a, b,
                  copy->name);
    }
  if (one != NULL)
    way_record_free (entity, one);
  if (other != NULL)
    way_record_free (entity, other);
}

/* What was deleted of a child that the copy has, or of a setting. */
static gboolean
is_deleted_of (LimWorld    *self,
               LimCopy     *copy,
               GHashTable  *scope,
               const WayId *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LimRow *row = &g_array_index (self->rows, LimRow, i);
      g_autofree char *sql = NULL;

      if (!way_id_equal (&row->id, id))
        continue;
      sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE id = :id AND dot IS NOT NULL",
                             row->entity->name);
      return lim_count (self->copies[0].db, sql, id, NULL) == 0 &&
             (g_hash_table_contains (scope, &row->owner) || is_of (copy, &row->owner));
    }
  return FALSE;
}

/* Nothing is left of a row that the copy may hold no more, in table or journal. */
static void
look_for_left (LimWorld   *self,
               LimCopy    *copy,
               GHashTable *scope,
               GHashTable *waiting)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (copy->db, "SELECT DISTINCT row, entity FROM op", NULL);

  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    {
      WayId row = way_stmt_id (stmt, 0);
      const WayEntity *entity = way_entity_by_number ((guint) way_stmt_int (stmt, 1));

      if (is_looked_at (entity->number) && !g_hash_table_contains (scope, &row) &&
          !g_hash_table_contains (waiting, &row) && !is_deleted_of (self, copy, scope, &row))
        lim_fail (self, "%s still has a %s that it may not hold", copy->name, entity->name);
    }
}

static void
look_at_limited (LimWorld   *self,
                 LimCopy    *copy,
                 GHashTable *waiting)
{
  g_autoptr(GHashTable) scope = lim_scope (self, self->copies[0].db, copy);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const LimRow *row = &g_array_index (self->rows, LimRow, i);

      if (is_looked_at (row->entity->number) && g_hash_table_contains (scope, &row->id) &&
          !g_hash_table_contains (waiting, &row->id))
        compare_record (self, copy, row->entity, &row->id);
    }
  look_for_left (self, copy, scope, waiting);
}

static void
verify (LimWorld *self,
        LimCopy  *copy)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = self->seed % 32 == 0
                                    ? way_verify_run (copy->db, NULL, NULL, NULL, &error)
                                    : way_verify_records (copy->db, &error);

  if (error != NULL || findings->len > 0)
    lim_fail (self, "%s: %s", copy->name,
              error != NULL ? error->message : (const char *) g_ptr_array_index (findings, 0));
}

void
lim_look_at_the_end (LimWorld *self)
{
  g_autoptr(GHashTable) waiting = list_waiting (self);
  LimCopy *limited[] = { self->school, self->officer };

  look_at_offices (self);
  for (guint i = 0; i < self->typed->len; i++)
    look_at_typed (self, g_ptr_array_index (self->typed, i));
  for (guint i = 0; i < G_N_ELEMENTS (limited); i++)
    if (!limited[i]->revoked)
      look_at_limited (self, limited[i], waiting);
  verify (self, &self->copies[0]);
  verify (self, self->school);
  verify (self, self->officer);
}
