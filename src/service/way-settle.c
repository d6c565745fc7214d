/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts at scale.  What settling means is the store's affair; here is what is
 * picked, by whose word, and when. */
#include "way-settle.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"
#include "way-copies.h"
#include "way-roster.h"
#include "way-word.h"

#define CLOCK_AHEAD (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* --- Rules --- */

static int
compare_rules (gconstpointer a,
               gconstpointer b)
{
  const WayConflictRule *one = *(const WayConflictRule *const *) a;
  const WayConflictRule *other = *(const WayConflictRule *const *) b;
  int order = g_strcmp0 (one->entity, other->entity);

  if (order == 0)
    order = g_strcmp0 (one->field, other->field);
  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

GPtrArray *
way_settle_rules (WayDb   *db,
                  GError **error)
{
  GPtrArray *rules = way_records_list (db, &way_conflict_rule_entity, NULL, NULL, error);

  if (rules != NULL)
    g_ptr_array_sort (rules, compare_rules);
  return rules;
}

static gboolean
same_subject (const WayConflictRule *one,
              const WayConflictRule *other)
{
  return g_strcmp0 (one->entity, other->entity) == 0 && g_strcmp0 (one->field, other->field) == 0;
}

gboolean
way_settle_rule_counts (const WayConflictRule *rule,
                        const GPtrArray       *rules)
{
  if (way_conflict_rule_field (rule) == NULL || rule->keep == NULL ||
      !way_codes_has ("conflict_keep", rule->keep))
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      const WayConflictRule *other = g_ptr_array_index (rules, i);

      if (same_subject (rule, other) && g_strcmp0 (rule->keep, other->keep) != 0)
        return FALSE;
    }
  return TRUE;
}

char *
way_settle_rule_words (const WayConflictRule *rule)
{
  const WayEntity *entity = way_entity_by_name (rule->entity);
  const WayField *field = entity != NULL ? way_entity_field (entity, rule->field) : NULL;

  /* Translators: a kind of record, one of its fields, and which value is kept:
   * “Establishments, Telephone: The newest”. */
  return g_strdup_printf (_("%s, %s: %s"), entity != NULL ? _(entity->label_plural) : rule->entity,
                          field != NULL ? _(field->label) : rule->field,
                          _(way_codes_label ("conflict_keep", rule->keep)));
}

/* The first of the subject is changed, others of it go. */
static gboolean
write_rule (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  WayConflictRule *wanted = data;
  g_autoptr(GPtrArray) rules = way_settle_rules (db, error);
  gboolean found = FALSE;

  if (rules == NULL)
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      WayConflictRule *rule = g_ptr_array_index (rules, i);

      if (!same_subject (rule, wanted))
        continue;
      if (found && !way_records_delete (db, &way_conflict_rule_entity, &rule->id, error))
        return FALSE;
      if (!found)
        wanted->id = rule->id;
      found = TRUE;
    }
  if (found)
    return way_records_update (db, &way_conflict_rule_entity, wanted, error);
  wanted->id = way_id_new ();
  return way_records_insert (db, &way_conflict_rule_entity, wanted, error);
}

gboolean
way_settle_set_rule (WayAct           *act,
                     const WayEntity  *entity,
                     const WayField   *field,
                     const char       *keep,
                     GError          **error)
{
  g_autoptr(WayConflictRule) rule = way_conflict_rule_new ();

  rule->entity = g_strdup (entity->name);
  rule->field = g_strdup (field->name);
  rule->keep = g_strdup (keep);
  rule->by = g_strdup (act->who);
  rule->since = act->today;
  return way_act_write (act, _("Set a rule for conflicts"), write_rule, rule, error);
}

static gboolean
remove_rule (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  return way_records_delete (db, &way_conflict_rule_entity, data, error);
}

gboolean
way_settle_remove_rule (WayAct       *act,
                        const WayId  *rule,
                        GError      **error)
{
  return way_act_write (act, _("Remove a rule for conflicts"), remove_rule, (gpointer) rule, error);
}

/* --- Picking by rule --- */

typedef struct
{
  WayDb           *db;
  const WayField  *field;
  const char      *keep;
  WayRoster       *roster;     /* NULL where there is none */
  gint64           latest;     /* milliseconds since 1970: later is a wrong clock */
} Pick;

static void
pick_clear (Pick *self)
{
  g_clear_pointer (&self->roster, way_roster_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pick, pick_clear)

/* A copy that was never enrolled is an office's second one: others join by invite. */
static gboolean
is_office (const Pick  *self,
           const WayId *replica)
{
  const WayRosterEntry *entry;
  WayId device;

  if (!way_life_read (self->db, replica, &device, NULL))
    return FALSE;
  if (way_id_is_null (&device) || self->roster == NULL)
    return TRUE;
  entry = way_roster_find (self->roster, &device);
  return entry != NULL && entry->role == WAY_COPY_OFFICE;
}

static const WayConflictValue *
pick_office (const Pick              *self,
             WayConflictValue *const *values,
             guint                    n_values)
{
  const WayConflictValue *kept = NULL;

  for (guint i = 0; i < n_values; i++)
    {
      if (!is_office (self, &values[i]->replica))
        continue;
      if (kept != NULL && strcmp (kept->value, values[i]->value) != 0)
        return NULL;
      if (kept == NULL || values[i]->when > kept->when)
        kept = values[i];
    }
  return kept;
}

static const WayConflictValue *
pick_by_rule (WayConflictValue *const *values,
              guint                    n_values,
              gpointer                 data)
{
  const Pick *self = data;

  if (values[0]->field != self->field)
    return NULL;
  for (guint i = 0; i < n_values; i++)
    if (values[i]->returned || values[i]->when > self->latest)
      return NULL;
  return strcmp (self->keep, "office") == 0 ? pick_office (self, values, n_values)
                                            : way_conflict_pick_newest (values, n_values, NULL);
}

/* An edit is begun only where there is something that it would settle. */
static gboolean
would_settle (Pick            *self,
              const GPtrArray *values)
{
  guint n;

  for (guint i = 0; i < values->len; i += n)
    {
      n = way_conflicts_span (values, i);
      if (pick_by_rule ((WayConflictValue *const *) values->pdata + i, n, self) != NULL)
        return TRUE;
    }
  return FALSE;
}

static char *
set_words (const WayConflictRule *rule)
{
  g_autofree char *day = way_date_to_iso (&rule->since);

  if (rule->by == NULL || *rule->by == '\0')
    return g_strdup_printf (_("Rule set on %s"), day);
  return g_strdup_printf (_("Rule set by %s on %s"), rule->by, day);
}

static gboolean
apply_rule (WayDb                  *db,
            const WayConflictRule  *rule,
            Pick                   *pick,
            const char             *who,
            guint                  *settled,
            GError                **error)
{
  g_autofree char *words = way_settle_rule_words (rule);
  g_autofree char *name = g_strdup_printf (_("Settle by rule: %s"), words);
  g_autofree char *reason = set_words (rule);
  WayEditInfo info = { .name = name, .reason = reason, .who = who };
  g_autoptr(GError) fault = NULL;
  guint n = 0;

  if (!way_conflicts_settle_each (db, NULL, pick_by_rule, pick, &info, &n, NULL, &fault) &&
      !g_error_matches (fault, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_ALLOWED))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  *settled += n;
  return TRUE;
}

static gboolean
apply_rules (WayDb            *db,
             const GPtrArray  *rules,
             const char       *who,
             guint            *settled,
             GError          **error)
{
  g_autoptr(GPtrArray) values = way_conflicts_list (db, NULL, error);
  g_autoptr(GError) fault = NULL;
  g_auto(Pick) pick = { .db = db, .latest = g_get_real_time () / 1000 + CLOCK_AHEAD };

  if (values == NULL)
    return FALSE;
  pick.roster = way_roster_read (db, NULL, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  for (guint i = 0; i < rules->len; i++)
    {
      const WayConflictRule *rule = g_ptr_array_index (rules, i);
      const WayConflictRule *before = i > 0 ? g_ptr_array_index (rules, i - 1) : NULL;

      if (!way_settle_rule_counts (rule, rules) || (before != NULL && same_subject (before, rule)))
        continue;
      pick.field = way_conflict_rule_field (rule);
      pick.keep = rule->keep;
      if (would_settle (&pick, values) && !apply_rule (db, rule, &pick, who, settled, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_settle_by_rules (WayDb       *db,
                     const char  *who,
                     guint       *settled,
                     GError     **error)
{
  g_autoptr(GPtrArray) rules = way_settle_rules (db, error);
  guint n = 0;

  if (rules == NULL || (rules->len > 0 && !apply_rules (db, rules, who, &n, error)))
    return FALSE;
  if (settled != NULL)
    *settled = n;
  return TRUE;
}

gboolean
way_settle_take (WayDb                 *db,
                 const char            *who,
                 const char            *path,
                 const WayTakeOptions  *options,
                 WayProgressFunc        progress,
                 gpointer               data,
                 GCancellable          *cancellable,
                 WayMergeReport        *report,
                 WayManifest          **manifest,
                 GError               **error)
{
  if (!way_exchange_take (db, path, options, progress, data, cancellable, report, manifest, error))
    return FALSE;
  if (options->preview)
    return TRUE;
  if (!way_settle_by_rules (db, who, &report->settled, error))
    {
      g_prefix_error (error, "the file was taken in, but not the rules for conflicts: ");
      return FALSE;
    }
  report->conflicts -= MIN (report->settled, report->conflicts);
  return TRUE;
}

/* --- One record --- */

void
way_settle_way_free (WaySettleWay *self)
{
  if (self == NULL)
    return;
  g_free (self->copy);
  g_free (self->who);
  g_free (self);
}

static void
free_way (gpointer data)
{
  way_settle_way_free (data);
}

static WayConflictPick
pick_of (const WaySettleWay *way)
{
  if (way->who != NULL)
    return way_conflict_pick_who;
  return way->copy != NULL ? way_conflict_pick_copy : way_conflict_pick_newest;
}

static gpointer
data_of (const WaySettleWay *way)
{
  return way->who != NULL ? (gpointer) way->who : (gpointer) &way->replica;
}

GPtrArray *
way_settle_way_keeps (const GPtrArray    *values,
                      const WayId        *row,
                      const WaySettleWay *way)
{
  GPtrArray *keeps = g_ptr_array_new ();
  guint n;

  for (guint i = 0; i < values->len; i += n)
    {
      WayConflictValue *const *first = (WayConflictValue *const *) values->pdata + i;
      const WayConflictValue *kept = NULL;

      n = way_conflicts_span (values, i);
      if (way_id_equal (&first[0]->row, row))
        kept = pick_of (way) (first, n, data_of (way));
      if (kept != NULL)
        g_ptr_array_add (keeps, (gpointer) kept);
    }
  return keeps;
}

static guint
count_settled (const GPtrArray    *values,
               const WayId        *row,
               const WaySettleWay *way)
{
  g_autoptr(GPtrArray) keeps = way_settle_way_keeps (values, row, way);

  return keeps->len;
}

static gboolean
is_listed (const GPtrArray        *ways,
           const WayConflictValue *value,
           gboolean                by_who)
{
  for (guint i = 0; i < ways->len; i++)
    {
      const WaySettleWay *way = g_ptr_array_index (ways, i);

      if (by_who ? g_strcmp0 (way->who, value->who) == 0
                 : way->copy != NULL && way_id_equal (&way->replica, &value->replica))
        return TRUE;
    }
  return FALSE;
}

/* One for each copy, or for each person. */
static GPtrArray *
list_ways (const GPtrArray *values,
           const WayId     *row,
           gboolean         by_who)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (free_way);

  for (guint i = 0; i < values->len; i++)
    {
      const WayConflictValue *value = g_ptr_array_index (values, i);
      WaySettleWay *way;

      if (!way_id_equal (&value->row, row) || (by_who ? value->who : value->copy) == NULL ||
          is_listed (ways, value, by_who))
        continue;
      way = g_new0 (WaySettleWay, 1);
      way->replica = value->replica;
      way->copy = by_who ? NULL : g_strdup (value->copy);
      way->who = by_who ? g_strdup (value->who) : NULL;
      way->settles = count_settled (values, row, way);
      g_ptr_array_add (ways, way);
    }
  return ways;
}

static int
compare_ways (gconstpointer a,
              gconstpointer b)
{
  const WaySettleWay *one = *(const WaySettleWay *const *) a;
  const WaySettleWay *other = *(const WaySettleWay *const *) b;

  if (one->settles != other->settles)
    return one->settles > other->settles ? -1 : 1;
  return one->who != NULL ? g_strcmp0 (one->who, other->who)
                          : way_id_compare (&one->replica, &other->replica);
}

/* Whether each copy's values are one person's, and each person's one copy's: to ask
 * for people as well would be to ask twice. */
static gboolean
same_parts (const GPtrArray *values,
            const WayId     *row)
{
  for (guint i = 0; i < values->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const WayConflictValue *a = g_ptr_array_index (values, i);
        const WayConflictValue *b = g_ptr_array_index (values, j);

        if (way_id_equal (&a->row, row) && way_id_equal (&b->row, row) &&
            way_id_equal (&a->replica, &b->replica) != (g_strcmp0 (a->who, b->who) == 0))
          return FALSE;
      }
  return TRUE;
}

GPtrArray *
way_settle_ways (const GPtrArray *values,
                 const WayId     *row)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (free_way);
  WaySettleWay *newest = g_new0 (WaySettleWay, 1);
  g_autoptr(GPtrArray) copies = list_ways (values, row, FALSE);
  g_autoptr(GPtrArray) people = list_ways (values, row, TRUE);

  newest->settles = count_settled (values, row, newest);
  g_ptr_array_add (ways, newest);
  g_ptr_array_sort (copies, compare_ways);
  g_ptr_array_sort (people, compare_ways);
  g_ptr_array_extend_and_steal (ways, g_steal_pointer (&copies));
  if (!same_parts (values, row))
    g_ptr_array_extend_and_steal (ways, g_steal_pointer (&people));
  return ways;
}

gboolean
way_settle_record (WayDb               *db,
                   const WayId         *row,
                   const WaySettleWay  *way,
                   const WayEditInfo   *info,
                   guint               *settled,
                   WayEditId           *edit,
                   GError             **error)
{
  return way_conflicts_settle_each (db, row, pick_of (way), data_of (way), info, settled, edit,
                                    error);
}
