/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables through a profile: what is hidden and why, in view of what those who
 * will read it have read before. */

#include "way-publish-private.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-people.h"
#include "way-records.h"
#include "way-release-tables.h"
#include "way-release-text.h"
#include "way-service-error.h"

/* --- Profiles --- */

gboolean
way_publish_profile_read (const char         *id,
                          const GDate        *on,
                          WayPublishProfile  *profile,
                          GError            **error)
{
  const WayCode *row = way_codes_lookup_on ("disclosure", id, on);

  if (row == NULL || !way_code_is (row, "publishes"))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                   "“%s” is no profile to publish with.", id);
      return FALSE;
    }
  *profile = (WayPublishProfile) {
    .id = g_strdup (id),
    .label = row->label,
    .audience = way_code_get_int (row, "audience", 0),
    .rule = {
      .threshold = way_code_get_int (row, "threshold", 0),
      .rounding = way_code_get_int (row, "rounding", 0),
      .has_secondary = way_code_is (row, "secondary"),
      .least_denominator = way_code_get_int (row, "denominator", 0),
      .least_group = way_code_get_int (row, "group", 0),
      .most_at_provider = way_code_get_int (row, "provider", 0),
    },
  };
  return TRUE;
}

void
way_publish_profile_clear (WayPublishProfile *self)
{
  g_clear_pointer (&self->id, g_free);
}

/* --- Why --- */

static const struct
{
  guint       rule;
  const char *text;
} whys[WAY_N_WHYS] = {
  [WAY_WHY_SMALL] = { 1, N_("A small number") },
  [WAY_WHY_PARTS] = { 3, N_("Made of a hidden number") },
  [WAY_WHY_DENOMINATOR] = { 3, N_("A rate of too few") },
  [WAY_WHY_GROUP] = { 4, N_("All or none of a small group") },
  [WAY_WHY_OTHERS] = { 5, N_("Others could be worked out from it") },
  [WAY_WHY_PROVIDER] = { 8, N_("Few pupils at the provider") },
};

const char *
way_publish_why_text (WayWhy why)
{
  return whys[why].text;
}

char *
way_publish_rules_text (const guint hidden[WAY_N_WHYS])
{
  guint by_rule[10] = { 0 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < WAY_N_WHYS; i++)
    if (whys[i].text != NULL)
      by_rule[whys[i].rule] += hidden[i];
  for (guint i = 0; i < G_N_ELEMENTS (by_rule); i++)
    if (by_rule[i] > 0)
      g_string_append_printf (text, "%s%u: %u", text->len > 0 ? ", " : "", i, by_rule[i]);
  return g_string_free (text, FALSE);
}

/* --- Protecting the counts --- */

static void
add_counts (WayDisclosure          *disclosure,
            const WayPublishTables *tables,
            const GPtrArray        *drafted)
{
  guint at = 0;

  for (guint i = 0; i < drafted->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (drafted, i);

      for (guint column = 0; column < table->columns->len; column++)
        {
          const WayReleaseColumn *it = &g_array_index (table->columns, WayReleaseColumn, column);

          for (guint period = 0; it->kind == WAY_RELEASE_COUNT && period < table->periods->len;
               period++, at++)
            way_disclosure_add (disclosure, g_ptr_array_index (tables->shapes, at),
                                it->counts + period * way_release_table_n_cells (table));
        }
    }
}

/* Back, in the order in which they were added. */
static void
take_figures (WayPublishDraft     *draft,
              const WayDisclosure *disclosure)
{
  guint at = 0;

  for (guint i = 0; i < draft->tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (draft->tables, i);
      guint n = way_release_table_n_cells (table);

      for (guint column = 0; column < table->columns->len; column++)
        {
          WayReleaseColumn *it = &g_array_index (table->columns, WayReleaseColumn, column);

          for (guint period = 0; it->kind == WAY_RELEASE_COUNT && period < table->periods->len;
               period++, at++)
            memcpy (it->figures + period * n, way_disclosure_figures (disclosure, at),
                    n * sizeof (WayFigure));
        }
    }
}

/* Whether those who will read the draft may have it. */
static gboolean
is_known (const WayPublishDraft   *draft,
          const WayPublishedTable *table)
{
  const WayPastRelease *past = g_ptr_array_index (draft->past, table->release);

  return past->profile.audience >= draft->profile.audience;
}

/* Releases that whoever reads this one may have are known; what was hidden from
 * those who see more is hidden here too. */
static void
add_past (WayDisclosure         *disclosure,
          const WayPublishDraft *draft,
          WayPublishTables      *tables)
{
  for (guint i = 0; i < draft->past->len; i++)
    {
      const WayPastRelease *past = g_ptr_array_index (draft->past, i);
      WayHideRule rule = way_disclosure_rule (&past->profile.rule);

      way_publish_tables_add (tables, past->tables, i, &rule,
                              g_str_equal (past->profile.id, draft->profile.id));
    }
  for (guint i = 0; i < tables->tables->len; i++)
    if (is_known (draft, &g_array_index (tables->tables, WayPublishedTable, i)))
      way_disclosure_add_earlier (disclosure,
                                  &g_array_index (tables->tables, WayPublishedTable, i));
  for (guint i = 0; draft->profile.rule.has_secondary && i < tables->tables->len; i++)
    if (!is_known (draft, &g_array_index (tables->tables, WayPublishedTable, i)))
      way_disclosure_hide_with (disclosure,
                                &g_array_index (tables->tables, WayPublishedTable, i));
}

static gboolean
refuse (const WayPublishDraft       *draft,
        WayDisclosureResult          result,
        const WayDisclosureProblem  *problem,
        GError                     **error)
{
  static const char *const words[] = {
    [WAY_DISCLOSURE_EXPOSED] = "Not published: %s could be worked out, whatever is hidden.",
    [WAY_DISCLOSURE_TOGETHER] = "Not published: %s could be worked out with the release of %s.",
    [WAY_DISCLOSURE_DIFFERENCE] = "Not published: %s differs from the release of %s by so little "
                                  "that it tells of single children.",
    [WAY_DISCLOSURE_CONTRADICTION] = "Not published: %s: the tables do not fit each other.",
    [WAY_DISCLOSURE_GAVE_UP] = "Not published: %s: the tables are too large to be sure of them.",
  };
  const WayPastRelease *past = problem->release < draft->past->len
    ? g_ptr_array_index (draft->past, problem->release) : NULL;
  g_autofree char *day = past != NULL ? way_date_to_iso (&past->made) : g_strdup ("?");
  GString *sentence = g_string_new (words[result]);

  g_string_replace (sentence, "%s", problem->cell, 1);
  g_string_replace (sentence, "%s", day, 1);
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID, sentence->str);
  g_string_free (sentence, TRUE);
  return FALSE;
}

static gboolean
protect_counts (WayPublishDraft  *draft,
                GError          **error)
{
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&draft->profile.rule);
  WayHideRule rule = way_disclosure_rule (&draft->profile.rule);
  WayDisclosureProblem problem = { 0 };
  WayPublishTables own, past;
  WayDisclosureResult result;

  way_publish_tables_init (&own);
  way_publish_tables_init (&past);
  way_publish_tables_add (&own, draft->tables, 0, &rule, TRUE);
  add_counts (disclosure, &own, draft->tables);
  add_past (disclosure, draft, &past);
  result = way_disclosure_run (disclosure, &problem);
  if (result == WAY_DISCLOSURE_PROTECTED)
    take_figures (draft, disclosure);
  else
    refuse (draft, result, &problem, error);
  way_disclosure_problem_clear (&problem);
  way_publish_tables_clear (&own);
  way_publish_tables_clear (&past);
  return result == WAY_DISCLOSURE_PROTECTED;
}

/* --- What is made of the counts --- */

/* Rule 8: the row of a provider that has few on roll has roll and places
 * alone. */
static gboolean
is_of_small_provider (const WayPublishDraft *draft,
                      const WayReleaseTable *table,
                      guint                  at)
{
  const WayReleaseColumn *on_roll = way_release_table_find (table, "on_roll");
  guint cell = at % way_release_table_n_cells (table);

  for (guint i = 0; on_roll != NULL && i < table->dimensions->len; i++)
    {
      const WayReleaseDimension *dimension = &g_array_index (table->dimensions,
                                                             WayReleaseDimension, i);

      if (dimension->is_provider &&
          way_release_table_category (table, cell, i) < dimension->codes->len &&
          on_roll->counts[at] <= draft->profile.rule.most_at_provider)
        return draft->profile.rule.most_at_provider > 0;
    }
  return FALSE;
}

static WayFigure
make_figure (const WayPublishDraft  *draft,
             const WayReleaseTable  *table,
             const WayReleaseColumn *column,
             guint                   at)
{
  const WayReleaseColumn *a, *b;
  WayFigure figure;
  guint columns[2];
  guint places[2];

  if (column->kind == WAY_RELEASE_OPEN)
    return (WayFigure) { .value = column->counts[at] };
  if (is_of_small_provider (draft, table, at))
    return (WayFigure) { .symbol = WAY_SYMBOL_CONFIDENTIAL, .why = WAY_WHY_PROVIDER };
  way_release_parts (table, column, at, columns, places);
  a = &g_array_index (table->columns, WayReleaseColumn, columns[0]);
  b = &g_array_index (table->columns, WayReleaseColumn, columns[1]);
  if (way_release_kind_has_tenths (column->kind))
    return way_disclosure_rate (&draft->profile.rule, &a->figures[places[0]],
                                a->counts[places[0]], &b->figures[places[1]],
                                b->counts[places[1]], 100, 1, column->is_sensitive);
  figure = way_disclosure_less (&a->figures[at], &b->figures[at]);
  figure.value = MAX (figure.value, 0);
  return figure;
}

static void
make_column (WayPublishDraft       *draft,
             const WayReleaseTable *table,
             WayReleaseColumn      *column)
{
  guint n = table->periods->len * way_release_table_n_cells (table);

  for (guint i = 0; i < n; i++)
    {
      if (column->kind != WAY_RELEASE_COUNT)
        column->figures[i] = make_figure (draft, table, column, i);
      draft->n_cells += column->kind == WAY_RELEASE_COUNT;
      draft->hidden[column->figures[i].why]++;
    }
}

static void
make_columns (WayPublishDraft *draft)
{
  for (guint i = 0; i < draft->tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (draft->tables, i);

      for (guint j = 0; j < table->columns->len; j++)
        make_column (draft, table, &g_array_index (table->columns, WayReleaseColumn, j));
    }
}

static void
make_room (WayPublishDraft *draft)
{
  for (guint i = 0; i < draft->tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (draft->tables, i);

      for (guint j = 0; j < table->columns->len; j++)
        way_release_table_make_figures (table,
                                        &g_array_index (table->columns, WayReleaseColumn, j));
    }
}

/* --- Those who see more --- */

/* A release for fewer people (PARTNER) must not be undone by one that they read
 * too (PUBLIC): what it hid is attacked with this one beside it. */
static gboolean
check_audience (const WayPublishDraft  *draft,
                const WayPastRelease   *narrow,
                GError                **error)
{
  WayHideRule rule = way_disclosure_rule (&draft->profile.rule);
  g_autoptr(WayPublishAttack) attack = NULL;
  WayPublishTables tables;

  way_publish_tables_init (&tables);
  for (guint i = 0; i < draft->past->len; i++)
    {
      const WayPastRelease *past = g_ptr_array_index (draft->past, i);
      WayHideRule past_rule = way_disclosure_rule (&past->profile.rule);

      if (past->profile.audience >= narrow->profile.audience)
        way_publish_tables_add (&tables, past->tables, i, &past_rule,
                                g_str_equal (past->profile.id, narrow->profile.id));
    }
  way_publish_tables_add (&tables, draft->tables, draft->past->len, &rule, FALSE);
  attack = way_publish_tables_attack (&tables, NULL, NULL, NULL, error);
  way_publish_tables_clear (&tables);
  if (attack == NULL)
    return FALSE;
  if (attack->leaks->len == 0)
    return TRUE;
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
               "Not published: those who have a release for %s could tell. %s",
               narrow->profile.label, (const char *) g_ptr_array_index (attack->leaks, 0));
  return FALSE;
}

static gboolean
check_audiences (const WayPublishDraft  *draft,
                 GError                **error)
{
  /* What hides nothing undoes the others: whoever chooses it knows. */
  if (!draft->profile.rule.has_secondary)
    return TRUE;
  for (guint i = 0; i < draft->past->len; i++)
    {
      const WayPastRelease *past = g_ptr_array_index (draft->past, i);

      if (past->profile.audience < draft->profile.audience && past->profile.rule.threshold > 0)
        return check_audience (draft, past, error);
    }
  return TRUE;
}

/* --- The draft --- */

static char *
make_digest (const GPtrArray *tables)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (tables, i);
      g_autoptr(GString) csv = way_release_table_to_csv (table);

      g_checksum_update (sum, (const guchar *) table->name, (gssize) strlen (table->name) + 1);
      g_checksum_update (sum, (const guchar *) csv->str, (gssize) csv->len);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
read_authority (WayPublishDraft  *draft,
                WayDb            *db,
                GError          **error)
{
  g_autoptr(GPtrArray) authorities = way_records_list (db, &way_authority_entity, NULL, NULL, error);
  const WayAuthority *authority;

  if (authorities == NULL)
    return FALSE;
  if (authorities->len == 0)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                           "The file has no authority.");
      return FALSE;
    }
  authority = g_ptr_array_index (authorities, 0);
  draft->authority = g_strdup (authority->name);
  draft->la = g_strdup (authority->la);
  return TRUE;
}

static gboolean
fill_draft (WayPublishDraft     *draft,
            WayDb               *db,
            const char          *profile,
            const char *const   *names,
            GError             **error)
{
  if (!way_publish_profile_read (profile, &draft->made, &draft->profile, error) ||
      !read_authority (draft, db, error))
    return FALSE;
  draft->tables = way_release_tables_read (db, draft->year, &draft->made, names, error);
  draft->past = draft->tables != NULL ? way_publish_list (db, error) : NULL;
  if (draft->past == NULL)
    return FALSE;
  if (draft->tables->len == 0)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                           "Choose a table whose census day has passed.");
      return FALSE;
    }
  make_room (draft);
  if (!protect_counts (draft, error))
    return FALSE;
  make_columns (draft);
  draft->digest = make_digest (draft->tables);
  return check_audiences (draft, error);
}

WayPublishDraft *
way_publish_draft_new (WayDb              *db,
                       const char         *profile,
                       int                 year,
                       const GDate        *today,
                       const char *const  *names,
                       GError            **error)
{
  g_autoptr(WayPublishDraft) draft = g_new0 (WayPublishDraft, 1);

  draft->year = year;
  draft->made = *today;
  return fill_draft (draft, db, profile, names, error) ? g_steal_pointer (&draft) : NULL;
}

void
way_publish_draft_free (WayPublishDraft *self)
{
  if (self == NULL)
    return;
  way_publish_profile_clear (&self->profile);
  g_free (self->authority);
  g_free (self->la);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_free (self->digest);
  g_free (self->note);
  g_free (self);
}

const WayPastRelease *
way_publish_draft_replaces (const WayPublishDraft *self)
{
  for (guint i = 0; i < self->past->len; i++)
    {
      const WayPastRelease *past = g_ptr_array_index (self->past, i);

      if (past->year == self->year && g_str_equal (past->profile.id, self->profile.id))
        return past;
    }
  return NULL;
}
