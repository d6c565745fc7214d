/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of limited copies, played and looked at.  What a copy may hold is worked
 * out here once more, slowly, from what people would say. */

#include "way-sim-limited.h"

#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-db-private.h"
#include "way-merge-private.h"
#include "way-quarantine.h"
#include "way-select.h"
#include "way-sim-limited-private.h"
#include "way-test-older.h"

#define MOST_ROUNDS 6
#define N_ROWS 6                 /* in the world as it is made */

static LimWorld the_world;

/* --- Faults --- */

void
lim_fail (LimWorld   *self,
          const char *format,
          ...)
{
  va_list arguments;

  if (self->fault != NULL)
    return;
  va_start (arguments, format);
  self->fault = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

gint64
lim_count (WayDb       *db,
           const char  *sql,
           const WayId *id,
           const char  *text)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, NULL);

  g_assert_nonnull (stmt);
  if (id != NULL)
    way_stmt_bind_id (stmt, ":id", id);
  if (text != NULL)
    way_stmt_bind_text (stmt, ":text", text);
  g_assert_cmpint (way_stmt_step (stmt, NULL), ==, WAY_STEP_ROW);
  return way_stmt_int (stmt, 0);
}

static void say (LimWorld *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
say (LimWorld   *self,
     const char *format,
     ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (!self->aloud)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("# %s\n", text);
}

/* --- Older programs --- */

/* A kind of record, a field of a class of which the older program knows others, and all
 * fields of a class. */
static const WayTestHidden hidden[] = {
  { "need", NULL },
  { "pupil", "known_as" },
  { "pupil", "free_meals" },
  { "pupil", "premium" },
  { "pupil", "travel" },
  { NULL, NULL },
};

void
lim_act_as (const LimCopy *copy)
{
  static const WayEntity *const *older;

  way_entities_use (NULL);
  if (older == NULL)
    older = way_test_older_entities (hidden);
  if (copy != NULL && copy->older)
    way_entities_use (older);
}

const WayEntity *
lim_entity (const WayEntity *entity)
{
  return way_entity_by_name (entity->name);
}

static void
use_program (LimCopy  *copy,
             gboolean  older)
{
  copy->older = older;
  lim_act_as (copy);
  g_hash_table_unref (copy->db->synced);
  copy->db->synced = g_hash_table_ref (copy->tables[older]);
}

static void
get_program (LimWorld *self,
             LimCopy  *copy,
             gboolean  older)
{
  g_autoptr(GError) error = NULL;

  say (self, "%s: is of the %s program", copy->name, older ? "older" : "newer");
  use_program (copy, older);
  if (!older && (!way_db_exec (copy->db, "DELETE FROM setting WHERE key = 'projected'", &error) ||
                 !way_merge_catch_up (copy->db, &error)))
    lim_fail (self, "%s gets another program: %s", copy->name, error->message);
}

/* Not all of the offices are in each history. */
static gboolean
is_there (const LimWorld *self,
          guint           copy)
{
  return copy < self->n_offices || copy >= LIM_MOST_OFFICES;
}

/* In two of five histories some copies are older, some of them to the end. */
static void
choose_programs (LimWorld *self,
                 guint64   seed)
{
  guint64 chance = ~seed;

  for (guint i = 0; i < LIM_MOST_COPIES; i++)
    {
      gboolean older = sim_chance (&chance) % 3 == 0;

      self->copies[i].upgraded = (guint) (sim_chance (&chance) % (2 * SIM_LIMITED_STEPS));
      if (older && (seed % 5 == 2 || seed % 5 == 4) && is_there (self, i))
        {
          self->mixed = TRUE;
          get_program (self, &self->copies[i], TRUE);
        }
    }
}

static void
upgrade (LimWorld *self,
         guint     step)
{
  for (guint i = 0; i < LIM_MOST_COPIES; i++)
    if (self->copies[i].older && self->copies[i].upgraded <= step)
      get_program (self, &self->copies[i], FALSE);
}

/* --- What people do --- */

static void
typed_free (gpointer data)
{
  LimTyped *self = data;

  g_free (self->text);
  g_free (self);
}

static void
mail_free (gpointer data)
{
  LimMail *self = data;

  g_free (self->path);
  g_free (self);
}

static gint64
look_at_clock (gpointer data)
{
  LimCopy *self = data;

  return ++self->now;
}

static gboolean
write_one (WayDb           *db,
           LimAct           act,
           const WayEntity *entity,
           gpointer         record,
           GError         **error)
{
  if (act == LIM_DELETE)
    return way_records_delete (db, entity, way_record_id (record), error);
  return act == LIM_INSERT ? way_records_insert (db, entity, record, error)
                           : way_records_update (db, entity, record, error);
}

static gboolean
write_records (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  LimWrite *self = data;
  const WayEntity *entity = lim_entity (self->entity);

  return write_one (db, self->act, entity, self->record, error) &&
         (self->also == NULL || write_one (db, self->act, entity, self->also, error));
}

static WayId
owner_of (const WayEntity *entity,
          gconstpointer    record)
{
  if (entity == &way_enrolment_entity)
    return ((const WayEnrolment *) record)->pupil;
  if (entity == &way_need_entity)
    return ((const WayNeed *) record)->pupil;
  if (entity == &way_placement_entity)
    return ((const WayPlacement *) record)->pupil;
  if (entity == &way_visit_entity)
    return ((const WayVisit *) record)->establishment;
  return *way_record_id (record);
}

static gboolean
edit_two (LimWorld        *self,
          LimCopy         *copy,
          LimAct           act,
          const WayEntity *entity,
          gpointer         record,
          gpointer         also)
{
  LimWrite one = { act, entity, record, also };
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  gboolean done = lim_entity (entity) != NULL &&
                  way_edit_run (copy->db, &info, write_records, &one, NULL, NULL);
  LimRow row = { entity, *way_record_id (record), owner_of (entity, record) };

  say (self, "%s: %s %s%s", copy->name, act == LIM_INSERT ? "adds" : act == LIM_UPDATE
                                        ? "changes" : "deletes", entity->name, done ? "" : ", or not");
  self->counts.edits += done;
  if (done && act == LIM_INSERT)
    {
      g_array_append_val (self->rows, row);
      g_hash_table_add (copy->may, g_memdup2 (&row.id, sizeof row.id));
    }
  return done;
}

static gboolean
edit (LimWorld        *self,
      LimCopy         *copy,
      LimAct           act,
      const WayEntity *entity,
      gpointer         record)
{
  return edit_two (self, copy, act, entity, record, NULL);
}

/* A text into a field that copies of the role may change, or may not. */
static const struct
{
  const WayEntity *entity;
  const char      *field;
  guint            writers;
} fields[] = {
  { &way_pupil_entity, "travel", WAY_COPY_OFFICE | WAY_COPY_SCHOOL },
  { &way_pupil_entity, "town", WAY_COPY_OFFICE | WAY_COPY_SCHOOL },
  { &way_pupil_entity, "known_as", WAY_COPY_OFFICE | WAY_COPY_SCHOOL },
  { &way_need_entity, "senco", WAY_COPY_OFFICE | WAY_COPY_SCHOOL },
  { &way_placement_entity, "exit_plan", WAY_COPY_OFFICE },
  { &way_establishment_entity, "note", WAY_COPY_OFFICE },
  { &way_visit_entity, "accompanied_by", WAY_COPY_OFFICE | WAY_COPY_OFFICER },
};

/* A row of the entity that the copy has; NULL where it has none. */
static gpointer
pick (LimWorld        *self,
      LimCopy         *copy,
      const WayEntity *entity,
      guint            chance)
{
  const WayEntity *own;

  lim_act_as (copy);
  own = lim_entity (entity);
  for (guint i = 0; own != NULL && i < self->rows->len; i++)
    {
      const LimRow *row = &g_array_index (self->rows, LimRow, (i + chance) % self->rows->len);
      gpointer record = row->entity == entity ? way_records_get (copy->db, own, &row->id, NULL)
                                              : NULL;

      if (record != NULL)
        return record;
    }
  return NULL;
}

static LimTyped *
put_text (LimWorld *self,
          LimCopy  *copy,
          guint     which,
          gpointer  record)
{
  LimTyped *typed = g_new0 (LimTyped, 1);
  WayValue value = { .type = WAY_VALUE_TEXT };

  typed->text = g_strdup_printf ("typed-%u-", ++self->n_typed);
  typed->entity = fields[which].entity;
  typed->field = way_entity_field (typed->entity, fields[which].field);
  typed->row = *way_record_id (record);
  typed->by = copy;
  typed->may = (fields[which].writers & copy->role) != 0 && !copy->revoked;
  value.text = typed->text;
  way_field_set (typed->field, record, &value);
  return typed;
}

/* Into one record, or into two by one edit. */
static void
type (LimWorld *self,
      LimCopy  *copy,
      guint     which,
      guint     chance)
{
  guint i = which % G_N_ELEMENTS (fields);
  const WayEntity *entity = fields[i].entity;
  gpointer record = pick (self, copy, entity, chance);
  gpointer also = which % 3 == 0 ? pick (self, copy, entity, chance + 1) : NULL;
  LimTyped *one, *other;

  if (record != NULL && way_entity_field (lim_entity (entity), fields[i].field) == NULL)
    g_clear_pointer (&record, entity->destroy);
  if (record == NULL)
    return;
  if (also != NULL && way_id_equal (way_record_id (also), way_record_id (record)))
    {
      way_record_free (entity, also);
      also = NULL;
    }
  one = put_text (self, copy, i, record);
  other = also != NULL ? put_text (self, copy, i, also) : NULL;
  if (edit_two (self, copy, LIM_UPDATE, entity, record, also))
    {
      g_ptr_array_add (self->typed, g_steal_pointer (&one));
      if (other != NULL)
        g_ptr_array_add (self->typed, g_steal_pointer (&other));
    }
  g_clear_pointer (&one, typed_free);
  g_clear_pointer (&other, typed_free);
  way_record_free (entity, record);
  if (also != NULL)
    way_record_free (entity, also);
}

static void
enrol_pupil (LimWorld    *self,
             LimCopy     *copy,
             const WayId *pupil,
             const WayId *school)
{
  g_autoptr(WayEnrolment) enrolment = way_enrolment_new ();

  enrolment->pupil = *pupil;
  enrolment->establishment = *school;
  enrolment->status = g_strdup ("C");
  enrolment->from = way_date_ymd (2023, 9, 1);
  edit (self, copy, LIM_INSERT, &way_enrolment_entity, enrolment);
}

static void
end_enrolments (LimWorld    *self,
                LimCopy     *copy,
                const WayId *pupil)
{
  g_autoptr(GPtrArray) all = way_records_of (copy->db, &way_enrolment_entity, "pupil", pupil, NULL);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      WayEnrolment *enrolment = g_ptr_array_index (all, i);

      if (way_date_is_set (&enrolment->to))
        continue;
      enrolment->to = way_date_ymd (2026, 11, 1);
      edit (self, copy, LIM_UPDATE, &way_enrolment_entity, enrolment);
    }
}

/* From one school to the other, or back. */
static void
move_pupil (LimWorld *self,
            LimCopy  *copy,
            guint     chance)
{
  g_autoptr(WayPupil) pupil = pick (self, copy, &way_pupil_entity, chance / 2);

  if (pupil == NULL)
    return;
  end_enrolments (self, copy, &pupil->id);
  enrol_pupil (self, copy, &pupil->id, chance % 2 ? &self->devices.school->id
                                                   : &self->devices.other->id);
}

static void
place_pupil (LimWorld *self,
             LimCopy  *copy,
             guint     chance)
{
  g_autoptr(WayPupil) pupil = pick (self, copy, &way_pupil_entity, chance);
  g_autoptr(WayPlacement) placement = NULL;

  if (pupil == NULL)
    return;
  placement = way_placement_copy (self->devices.placement);
  placement->id = way_id_new ();
  placement->pupil = pupil->id;
  edit (self, copy, LIM_INSERT, &way_placement_entity, placement);
}

static void
end_placement (LimWorld *self,
               LimCopy  *copy,
               guint     chance)
{
  g_autoptr(WayPlacement) placement = pick (self, copy, &way_placement_entity, chance);

  if (placement == NULL)
    return;
  placement->end = way_date_ymd (2026, 11, 1);
  edit (self, copy, LIM_UPDATE, &way_placement_entity, placement);
}

static void
add_pupil (LimWorld *self,
           LimCopy  *copy,
           guint     chance)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Ash", "Newcomer");

  lim_act_as (copy);
  if (edit (self, copy, LIM_INSERT, &way_pupil_entity, pupil))
    enrol_pupil (self, copy, &pupil->id, chance % 2 ? &self->devices.school->id
                                                     : &self->devices.other->id);
}

static void
add_need (LimWorld *self,
          LimCopy  *copy,
          guint     chance)
{
  g_autoptr(WayPupil) pupil = pick (self, copy, &way_pupil_entity, chance);
  g_autoptr(WayNeed) need = way_need_new ();

  if (pupil == NULL)
    return;
  need->pupil = pupil->id;
  need->provision = g_strdup ("N");
  edit (self, copy, LIM_INSERT, &way_need_entity, need);
}

static void
add_visit (LimWorld *self,
           LimCopy  *copy)
{
  g_autoptr(WayVisit) visit = way_visit_new ();

  visit->establishment = self->devices.setting->id;
  visit->kind = g_strdup ("routine");
  visit->planned = way_date_ymd (2026, 11, 12);
  lim_act_as (copy);
  edit (self, copy, LIM_INSERT, &way_visit_entity, visit);
}

static void
delete_record (LimWorld *self,
               LimCopy  *copy,
               guint     which,
               guint     chance)
{
  static const WayEntity *const entities[] = { &way_need_entity, &way_placement_entity,
                                               &way_visit_entity, &way_enrolment_entity };
  const WayEntity *entity = entities[which % G_N_ELEMENTS (entities)];
  gpointer record = pick (self, copy, entity, chance);

  if (record == NULL)
    return;
  edit (self, copy, LIM_DELETE, entity, record);
  way_record_free (entity, record);
}

static void
undo (LimWorld *self,
      LimCopy  *copy)
{
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  WayEditId id = 0;

  say (self, "%s: undoes", copy->name);
  lim_act_as (copy);
  if (way_edit_latest (copy->db, &id, NULL) && id != 0)
    self->counts.edits += way_edit_undo (copy->db, id, &info, NULL, NULL);
}

/* --- Files --- */

/* As the roster of the office that gives has the copy: it may be an old one. */
static void
note_may_hold (LimWorld *self,
               LimCopy  *from,
               LimCopy  *to)
{
  g_autoptr(WayRoster) roster = way_roster_read (from->db, NULL, NULL);
  const WayRosterEntry *entry = way_roster_find (roster, &to->device->id);
  LimCopy as_known = { .role = entry->role, .scope = entry->scope };
  g_autoptr(GHashTable) scope = lim_scope (self, from->db, &as_known);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, scope);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_hash_table_add (to->may, g_memdup2 (row, sizeof (WayId)));
}

/* The file waits in the bag; NULL where none may be written. */
static LimMail *
post (LimWorld *self,
      LimCopy  *from,
      LimCopy  *to)
{
  WaySendOptions options = { .today = way_test_devices_today () };
  g_autoptr(GError) error = NULL;
  LimMail *mail;

  if (from == to || (to->revoked && from == &self->copies[0]))
    return NULL;
  /* An office that has not heard of it yet believes who was revoked. */
  self->turned |= from->revoked && to != &self->copies[0];
  mail = g_new0 (LimMail, 1);
  mail->path = g_strdup_printf ("%s/%d-%u", self->devices.folder, (int) getpid (),
                                self->bag->len);
  mail->to = to;
  g_ptr_array_add (self->bag, mail);
  say (self, "file %u of %s for %s", self->bag->len, from->name, to->name);
  lim_act_as (from);
  if (to->role != WAY_COPY_OFFICE)
    note_may_hold (self, from, to);
  if (way_exchange_send (from->db, &to->device->id, &options, mail->path, NULL, NULL, NULL, NULL,
                         &error))
    return mail;
  g_ptr_array_remove_index (self->bag, self->bag->len - 1);
  if (!g_error_matches (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_REVOKED))
    lim_fail (self, "%s to %s: %s", from->name, to->name, error->message);
  return NULL;
}

static void
deliver (LimWorld *self,
         LimMail  *mail,
         gboolean  preview)
{
  WayTakeOptions options = { .today = way_test_devices_today (), .sure = TRUE,
                             .preview = preview };
  gint64 before = lim_count (mail->to->db, "SELECT count (*) FROM op", NULL, NULL);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  if (self->fault != NULL)
    return;
  lim_act_as (mail->to);
  if (!way_exchange_take (mail->to->db, mail->path, &options, NULL, NULL, NULL, &report, NULL,
                          &error))
    {
      /* Of an office that has not the newest roster. */
      say (self, "%s: takes it not: %s", mail->to->name, error->message);
      if (mail->to->role == WAY_COPY_OFFICE ||
          !g_error_matches (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROLE))
        lim_fail (self, "%s takes a file: %s", mail->to->name, error->message);
      return;
    }
  say (self, "%s: takes %s, %u in quarantine, %u retired", mail->to->name, mail->path,
       report.quarantined, report.retired);
  self->counts.imports++;
  self->counts.retired += preview ? 0 : report.retired;
  self->news |= report.edits_new + report.ops_new + report.retired > 0;
  if (preview && lim_count (mail->to->db, "SELECT count (*) FROM op", NULL, NULL) != before)
    lim_fail (self, "%s keeps a preview", mail->to->name);
  if (mail->to->role != WAY_COPY_OFFICE)
    lim_look_at (self, mail->to);
}

static void
exchange (LimWorld *self,
          LimCopy  *from,
          LimCopy  *to,
          gboolean  at_once)
{
  LimMail *mail = post (self, from, to);

  if (mail != NULL && (at_once || self->prompt))
    deliver (self, mail, FALSE);
}

static void
deliver_any (LimWorld *self,
             guint     chance,
             gboolean  preview)
{
  if (self->bag->len > 0 && !self->prompt)
    deliver (self, g_ptr_array_index (self->bag, chance % self->bag->len), preview);
}

/* --- What the office decides --- */

static void
revoke_copy (LimWorld *self,
             LimCopy  *copy)
{
  g_autoptr(GError) error = NULL;

  if (copy->revoked)
    return;
  lim_act_as (&self->copies[0]);
  if (!way_enrol_revoke (self->copies[0].db, &copy->device->id, &error))
    lim_fail (self, "%s is not revoked: %s", copy->name, error->message);
  copy->revoked = TRUE;
  say (self, "%s: is revoked", copy->name);
}

/* Of more settings, or of fewer. */
static void
grant (LimWorld *self,
       LimCopy  *copy,
       guint     chance)
{
  const WayId *ids[] = { &self->devices.school->id, &self->devices.setting->id,
                         &self->devices.other->id };
  WayEnrolOptions options = { .own_name = "Office",
                              .send = { .today = way_test_devices_today () } };
  g_autoptr(GError) error = NULL;
  LimMail *mail;

  if (chance / 7 % 3 == 0)
    copy->role = copy->role == WAY_COPY_SCHOOL ? WAY_COPY_OFFICER : WAY_COPY_SCHOOL;
  self->turned |= copy->revoked || chance / 7 % 3 == 0;
  copy->revoked = FALSE;
  options.role = copy->role;
  say (self, "%s: is granted %u as %s", copy->name, chance % 7 + 1, way_copies_name (copy->role));
  g_array_set_size (copy->scope, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if ((chance % 7 + 1) & 1u << i)
      g_array_append_vals (copy->scope, ids[i], 1);
  options.scope = copy->scope;
  mail = g_new0 (LimMail, 1);
  mail->path = g_strdup_printf ("%s/%d-%u", self->devices.folder, (int) getpid (),
                                self->bag->len);
  mail->to = copy;
  g_ptr_array_add (self->bag, mail);
  self->granted = TRUE;
  lim_act_as (&self->copies[0]);
  if (!way_enrol_add (self->copies[0].db, copy->device, &options, mail->path, NULL, NULL, NULL,
                      &error))
    {
      lim_fail (self, "%s is not granted more: %s", copy->name, error->message);
      return;
    }
  note_may_hold (self, &self->copies[0], copy);
  if (self->prompt)
    deliver (self, mail, FALSE);
}

static void
look_at_quarantine (LimWorld *self,
                    LimCopy  *copy,
                    guint     chance)
{
  g_autoptr(GPtrArray) list = way_quarantine_list (copy->db, NULL);
  g_autoptr(GError) error = NULL;
  const WayQuarantined *one;
  WayMergeReport report;

  lim_act_as (copy);
  if (list->len == 0)
    return;
  one = g_ptr_array_index (list, chance / 4 % list->len);
  say (self, "%s: %s what waits", copy->name, chance % 4 == 0 ? "puts aside" : "accepts");
  if (chance % 4 == 0)
    way_quarantine_aside (copy->db, one, &error);
  else if (way_quarantine_accept (copy->db, one, &report, &error))
    self->accepted = TRUE;
  if (error != NULL)
    lim_fail (self, "%s accepts: %s", copy->name, error->message);
}

/* As after a restore of what there is. */
static void
begin_new_life (LimWorld *self,
                LimCopy  *copy,
                guint64  *chance)
{
  WayId id = sim_limited_id (chance);
  g_autoptr(GError) error = NULL;

  say (self, "%s: begins a new life", copy->name);
  lim_act_as (copy);
  if (!way_journal_new_life (copy->db, &id, &error))
    lim_fail (self, "%s begins no new life: %s", copy->name, error->message);
}

/* --- A history --- */

static LimCopy *
any_copy (LimWorld *self,
          guint     chance)
{
  guint i = chance % (self->n_offices + 4);

  return i < self->n_offices ? &self->copies[i] : i % 2 ? self->school : self->officer;
}

static void
do_letter (LimWorld *self,
           guint     a,
           guint     b)
{
  LimCopy *limited = a % 2 ? self->school : self->officer;

  LimCopy *office = &self->copies[a / 8 % 2 ? b / 64 % self->n_offices : 0];

  switch (a / 2 % 4)
    {
    case 0:
    case 1:
      exchange (self, office, limited, b % 2);
      break;
    case 2:
      exchange (self, limited, office, b % 2);
      break;
    default:
      exchange (self, &self->copies[b % self->n_offices], &self->copies[b / 8 % self->n_offices],
                b % 2);
      break;
    }
}

static void
do_record (LimWorld *self,
           LimCopy  *copy,
           guint     a,
           guint     b)
{
  LimCopy *office = &self->copies[b % self->n_offices];

  switch (a % 10)
    {
    case 0:
    case 1:
      move_pupil (self, office, b / 8);
      break;
    case 2:
      place_pupil (self, office, b / 8);
      break;
    case 3:
      end_placement (self, office, b / 8);
      break;
    case 4:
      add_pupil (self, office, b / 8);
      break;
    case 5:
    case 6:
      add_need (self, copy, b);
      break;
    case 7:
      add_visit (self, copy);
      break;
    case 8:
      delete_record (self, copy, a / 16, b);
      break;
    default:
      undo (self, copy);
      break;
    }
}

static void
do_rare (LimWorld *self,
         LimCopy  *copy,
         guint     a,
         guint     b,
         guint64  *chance)
{
  LimCopy *limited = b % 2 ? self->school : self->officer;

  switch (a % 8)
    {
    case 0:
      if (self->seed % 3 == 0)
        revoke_copy (self, limited);
      break;
    case 1:
      grant (self, limited, b / 2);
      break;
    case 2:
    case 3:
      look_at_quarantine (self, &self->copies[0], b);
      break;
    case 4:
      begin_new_life (self, copy, chance);
      break;
    case 5:
      copy->now += (gint64) (b % 9) * 1000 * 60 * 60 * 24 * 365 - G_GINT64_CONSTANT (126144000000);
      break;
    default:
      deliver_any (self, b, a / 8 % 4 == 0);
      break;
    }
}

static void
do_step (LimWorld *self,
         guint64  *chance)
{
  guint what = (guint) (sim_chance (chance) % 16);
  guint a = (guint) (sim_chance (chance) % 100000);
  guint b = (guint) (sim_chance (chance) % 100000);
  guint c = (guint) (sim_chance (chance) % 100000);
  LimCopy *copy = any_copy (self, c);

  if (what < 5)
    type (self, copy, a, b);
  else if (what < 8)
    do_record (self, copy, a, b);
  else if (what < 13)
    do_letter (self, a, b);
  else if (what < 14)
    deliver_any (self, b, FALSE);
  else
    do_rare (self, copy, a, b, chance);
}

/* All tell the first office what they know, and it tells all of them: until nobody tells
 * it anything new.  A copy that was upgraded notices what it may hold since when it
 * takes a file in, says so, and is given it then: there it goes on for that long. */
static void
come_together (LimWorld *self)
{
  LimCopy *limited[] = { self->school, self->officer };

  self->prompt = TRUE;
  self->news = TRUE;
  for (guint round = 0; self->fault == NULL && self->news && round < MOST_ROUNDS; round++)
    {
      self->news = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (limited); i++)
        exchange (self, limited[i], &self->copies[0], TRUE);
      for (guint i = 1; i < self->n_offices; i++)
        exchange (self, &self->copies[i], &self->copies[0], TRUE);
      if (round > 0 && !self->news && !self->mixed)
        break;
      for (guint i = 1; i < self->n_offices; i++)
        exchange (self, &self->copies[0], &self->copies[i], TRUE);
      for (guint i = 0; i < G_N_ELEMENTS (limited); i++)
        exchange (self, &self->copies[0], limited[i], TRUE);
    }
  if (self->news)
    lim_fail (self, "after %u rounds there is still something new", MOST_ROUNDS);
}

static void
put_back_copy (LimCopy *copy)
{
  lim_put_back (copy);
  g_hash_table_remove_all (copy->may);
  for (guint i = 0; i < copy->given->len; i++)
    g_hash_table_add (copy->may, g_memdup2 (&g_array_index (copy->given, WayId, i), sizeof (WayId)));
  g_array_set_size (copy->scope, 0);
  if (!way_id_is_null (&copy->setting))
    g_array_append_val (copy->scope, copy->setting);
  copy->role = copy->enrolled;
  copy->now = G_GINT64_CONSTANT (1700000000000);
  copy->revoked = FALSE;
  use_program (copy, FALSE);
}

/* The world as it was made, but for copies that are not in the history. */
static void
put_back (LimWorld *self)
{
  lim_act_as (NULL);
  for (guint i = 0; i < LIM_MOST_COPIES; i++)
    if (is_there (self, i))
      put_back_copy (&self->copies[i]);
  g_ptr_array_set_size (self->bag, 0);
  g_ptr_array_set_size (self->typed, 0);
  g_array_set_size (self->rows, N_ROWS);
  self->n_typed = 0;
  self->accepted = self->granted = self->turned = self->news = self->mixed = FALSE;
  self->counts = (SimLimitedCounts) { 0 };
  g_clear_pointer (&self->fault, g_free);
}

static void
begin_history (LimWorld *self,
               guint64   seed)
{
  guint64 chance = seed;
  static const guint offices[] = { 3, 3, 3, 3, 4, 4, 5, 7 };

  self->seed = seed;
  self->n_offices = offices[sim_chance (&chance) % G_N_ELEMENTS (offices)];
  put_back (self);
  self->prompt = sim_chance (&chance) % 2 == 0;
  for (guint i = 0; i < LIM_MOST_COPIES; i++)
    {
      WayId id = sim_limited_id (&chance);

      if (is_there (self, i))
        way_journal_new_life (self->copies[i].db, &id, NULL);
      way_db_set_clock (self->copies[i].db, look_at_clock, &self->copies[i]);
    }
  choose_programs (self, seed);
}

static void
play (LimWorld *self,
      guint64   seed,
      guint64   steps)
{
  begin_history (self, seed);
  for (guint i = 0; i < SIM_LIMITED_STEPS && self->fault == NULL; i++)
    {
      guint64 chance = seed * 1000 + i;

      upgrade (self, i);
      if (steps & G_GUINT64_CONSTANT (1) << i)
        do_step (self, &chance);
    }
  upgrade (self, G_MAXUINT);
  if (self->fault == NULL)
    come_together (self);
  if (self->fault == NULL)
    lim_look_at_the_end (self);
  for (guint i = 0; i < self->bag->len; i++)
    g_unlink (((LimMail *) g_ptr_array_index (self->bag, i))->path);
}

/* --- In a process of its own --- */

/* What it tells of each history: this, and then its fault. */
typedef struct
{
  guint64          seed;
  SimLimitedCounts counts;
  gsize            fault;      /* bytes of it; 0: all is well */
} Told;

static void
play_and_tell (const SimLimitedSeries *series,
               int                     out)
{
  LimWorld *self = &the_world;
  gboolean good = TRUE;

  for (guint64 seed = series->from; good && seed < series->before; seed += series->step)
    {
      Told told = { .seed = seed };

      if (series->until != 0 && g_get_monotonic_time () >= series->until)
        break;
      play (self, seed, series->steps);
      told.counts = self->counts;
      told.fault = self->fault != NULL ? strlen (self->fault) : 0;
      good = told.fault == 0;
      if (write (out, &told, sizeof told) != sizeof told ||
          (!good && write (out, self->fault, told.fault) != (gssize) told.fault))
        _exit (2);
    }
  _exit (0);
}

struct _SimLimitedPlayer
{
  SimLimitedSeries series;
  pid_t            pid;
  int              in;
};

SimLimitedPlayer *
sim_limited_start (const SimLimitedSeries *series)
{
  SimLimitedPlayer *self = g_new0 (SimLimitedPlayer, 1);
  int ends[2];

  self->series = *series;
  g_assert_cmpint (pipe (ends), ==, 0);
  self->pid = fork ();
  g_assert_cmpint (self->pid, >=, 0);
  if (self->pid == 0)
    play_and_tell (series, ends[1]);
  close (ends[1]);
  self->in = ends[0];
  return self;
}

/* Its fault, if the last one has one. */
static char *
hear (SimLimitedPlayer *self,
      SimLimitedCounts *counts,
      guint64          *seed)
{
  char fault[2000] = { 0 };
  Told told;

  *seed = self->series.from;
  while (read (self->in, &told, sizeof told) == sizeof told)
    {
      counts->histories++;
      counts->edits += told.counts.edits;
      counts->imports += told.counts.imports;
      counts->refused += told.counts.refused;
      counts->retired += told.counts.retired;
      if (told.fault > 0 && read (self->in, fault, MIN (told.fault, sizeof fault - 1)) > 0)
        return g_strdup (fault);
      *seed = told.seed + self->series.step;
    }
  return NULL;
}

char *
sim_limited_finish (SimLimitedPlayer *self,
                    SimLimitedCounts *counts,
                    guint64          *seed)
{
  char *fault = hear (self, counts, seed);
  int status;

  close (self->in);
  g_assert_cmpint (waitpid (self->pid, &status, 0), ==, self->pid);
  g_free (self);
  if (fault == NULL && status != 0)
    fault = g_strdup_printf ("it ended with status %d", status);
  return fault;
}

char *
sim_limited_run (guint64 seed,
                 guint64 steps)
{
  const SimLimitedSeries one = { .from = seed, .before = seed + 1, .step = 1, .steps = steps };
  SimLimitedCounts counts = { 0 };
  guint64 last;

  return sim_limited_finish (sim_limited_start (&one), &counts, &last);
}

guint64
sim_limited_shrink (guint64 seed)
{
  guint64 steps = SIM_LIMITED_ALL;
  gboolean less = TRUE;

  while (less)
    {
      less = FALSE;
      for (guint i = 0; i < SIM_LIMITED_STEPS; i++)
        {
          guint64 fewer = steps & ~(G_GUINT64_CONSTANT (1) << i);
          g_autofree char *fault = fewer != steps ? sim_limited_run (seed, fewer) : NULL;

          if (fault == NULL)
            continue;
          steps = fewer;
          less = TRUE;
        }
    }
  return steps;
}

/* --- The world --- */

static void
enrol (LimWorld    *self,
       LimCopy     *copy,
       const char  *name,
       guint        role,
       const WayId *setting)
{
  WayTestDevice *one = way_test_devices_enrol (&self->devices, role, setting);

  copy->db = one->db;
  copy->device = one->device;
  copy->role = copy->enrolled = role;
  copy->name = name;
  if (setting != NULL)
    copy->setting = *setting;
}

static void
note_given (LimCopy *copy)
{
  GHashTableIter iter;
  gpointer row;

  copy->given = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_hash_table_iter_init (&iter, copy->may);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_array_append_vals (copy->given, row, 1);
}

static void
learn_tables (LimCopy *copy)
{
  for (guint i = 0; i < G_N_ELEMENTS (copy->tables); i++)
    {
      copy->older = i == 0;
      lim_act_as (copy);
      g_assert_true (way_db_learn_tables (copy->db, NULL));
      copy->tables[copy->older] = g_hash_table_ref (copy->db->synced);
    }
}

void
sim_limited_speak (void)
{
  the_world.aloud = TRUE;
}

void
sim_limited_begin (void)
{
  static const char *const names[] = { "office 0", "office 1", "office 2", "office 3", "office 4",
                                       "office 5", "office 6" };
  LimWorld *self = &the_world;
  WayTestDevices *devices = &self->devices;
  const LimRow rows[N_ROWS] = { { &way_pupil_entity }, { &way_pupil_entity },
                                { &way_placement_entity }, { &way_establishment_entity },
                                { &way_establishment_entity }, { &way_establishment_entity } };

  lim_open_in_memory (TRUE);
  way_test_devices_init (devices);
  for (guint i = 0; i < LIM_MOST_COPIES; i++)
    {
      self->copies[i].scope = g_array_new (FALSE, FALSE, sizeof (WayId));
      self->copies[i].may = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
      self->copies[i].now = G_GINT64_CONSTANT (1700000000000);
    }
  for (guint i = 1; i < LIM_MOST_OFFICES; i++)
    enrol (self, &self->copies[i], names[i], WAY_COPY_OFFICE, NULL);
  self->school = &self->copies[LIM_MOST_OFFICES];
  self->officer = &self->copies[LIM_MOST_OFFICES + 1];
  enrol (self, self->school, "school", WAY_COPY_SCHOOL, &devices->school->id);
  enrol (self, self->officer, "officer", WAY_COPY_OFFICER, &devices->setting->id);
  self->copies[0].db = devices->office;
  self->copies[0].device = devices->own;
  self->copies[0].role = self->copies[0].enrolled = WAY_COPY_OFFICE;
  self->copies[0].name = names[0];
  self->typed = g_ptr_array_new_with_free_func (typed_free);
  self->bag = g_ptr_array_new_with_free_func (mail_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (LimRow));
  g_array_append_vals (self->rows, rows, G_N_ELEMENTS (rows));
  g_array_index (self->rows, LimRow, 0).id = devices->pupil->id;
  g_array_index (self->rows, LimRow, 1).id = devices->stranger->id;
  g_array_index (self->rows, LimRow, 2).id = devices->placement->id;
  g_array_index (self->rows, LimRow, 2).owner = devices->pupil->id;
  g_array_index (self->rows, LimRow, 3).id = devices->school->id;
  g_array_index (self->rows, LimRow, 4).id = devices->other->id;
  g_array_index (self->rows, LimRow, 5).id = devices->setting->id;
  note_may_hold (self, &self->copies[0], self->school);
  note_may_hold (self, &self->copies[0], self->officer);
  for (guint i = 1; i < LIM_MOST_OFFICES; i++)
    way_test_devices_post (devices, devices->office, self->copies[i].db, &self->copies[i].device->id);
  for (guint i = 0; i < LIM_MOST_COPIES; i++)
    {
      note_given (&self->copies[i]);
      lim_keep (&self->copies[i]);
      learn_tables (&self->copies[i]);
    }
  lim_open_in_memory (FALSE);
}

void
sim_limited_end (void)
{
  LimWorld *self = &the_world;

  for (guint i = 0; i < LIM_MOST_COPIES; i++)
    {
      g_array_unref (self->copies[i].scope);
      g_hash_table_unref (self->copies[i].may);
      g_array_unref (self->copies[i].given);
      g_bytes_unref (self->copies[i].image);
      for (guint j = 0; j < G_N_ELEMENTS (self->copies[i].tables); j++)
        g_hash_table_unref (self->copies[i].tables[j]);
    }
  g_ptr_array_unref (self->typed);
  g_ptr_array_unref (self->bag);
  g_array_unref (self->rows);
  way_test_devices_clear (&self->devices);
}
