/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators: the whole, and its groups by a dimension. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-ctl-table.h"
#include "way-indicators.h"

typedef struct
{
  WayCtl         *ctl;
  WayFacts       *facts;
  GPtrArray      *rows;       /* const WayCode * */
  WayIndicatorBy  by;
  gboolean        is_span;    /* --from and --to were given */
  GDate           from;
  GDate           to;
} Asked;

/* --- What is asked for --- */

static gboolean
read_rows (Asked   *self,
           GError **error)
{
  const char *word;

  for (guint i = 0; (word = way_ctl_word (self->ctl, i)) != NULL; i++)
    {
      const WayCode *row = way_codes_lookup ("indicator", word);

      if (row == NULL)
        {
          g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                       _("“%s” is no indicator; without a name all are listed"), word);
          return FALSE;
        }
      g_ptr_array_add (self->rows, (gpointer) row);
    }
  if (self->rows->len > 0)
    return TRUE;
  g_ptr_array_unref (self->rows);
  self->rows = way_codes_list ("indicator", NULL);
  return TRUE;
}

static gboolean
read_dimension (Asked   *self,
                GError **error)
{
  const char *word = way_ctl_option (self->ctl, "by");

  if (word != NULL && !way_indicator_by_from_name (word, &self->by))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--by: “%s” is no dimension"),
                   word);
      return FALSE;
    }
  for (guint i = 0; i < self->rows->len && way_ctl_word (self->ctl, 0) != NULL; i++)
    {
      const WayCode *row = g_ptr_array_index (self->rows, i);

      if (way_indicators_allows (row, self->by))
        continue;
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--by: %s goes by none but %s"),
                   row->id, way_code_get (row, "by") != NULL ? way_code_get (row, "by") : "-");
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_period (Asked   *self,
             GError **error)
{
  self->is_span = way_ctl_flag (self->ctl, "from") || way_ctl_flag (self->ctl, "to");
  if (self->is_span && way_ctl_flag (self->ctl, "on"))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("--on, or --from and --to, not both"));
      return FALSE;
    }
  if (self->is_span)
    return way_ctl_span (self->ctl, &self->from, &self->to, error);
  self->to = way_ctl_today (self->ctl);
  if (!way_ctl_date (self->ctl, "on", &self->to, error))
    return FALSE;
  self->from = self->to;
  return TRUE;
}

/* --- Rows --- */

static void
add_whole_number (WayCtlTable *table,
                  gboolean     is_there,
                  gint64       value,
                  int          decimals)
{
  g_autofree char *text = is_there ? way_result_decimal (value, (guint) decimals) : NULL;

  way_ctl_table_add (table, WAY_CTL_CELL_NUMBER, text);
}

static void
add_result (WayCtlTable     *table,
            WayCtlForm       form,
            const WayCode   *row,
            const char      *group,
            const WayResult *result,
            gboolean         is_whole)
{
  const char *unit = way_indicators_unit (row, is_whole);
  g_autofree char *value = way_result_text (result, way_indicators_decimals (row));
  g_autofree char *note = way_indicators_note (row, result, is_whole);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, row->id);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, form == WAY_CTL_TEXT ? _(row->label) : row->label);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, group);
  add_whole_number (table, result->has_numerator, result->numerator,
                    way_code_get_int (row, "numerator_decimals", 0));
  add_whole_number (table, result->has_denominator, result->denominator,
                    way_code_get_int (row, "denominator_decimals", 0));
  way_ctl_table_add (table, result->kind == WAY_RESULT_NUMBER ? WAY_CTL_CELL_NUMBER
                                                              : WAY_CTL_CELL_TEXT, value);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     form == WAY_CTL_TEXT ? _(way_codes_label ("indicator_unit", unit)) : unit);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, note);
}

/* Codes for programs, words for people. */
static const char *
name_group (WayCtlForm               form,
            WayIndicatorBy           by,
            const WayIndicatorGroup *group)
{
  const WayCode *dimension = way_codes_lookup ("indicator_dimension", way_indicator_by_name (by));
  const char *set = way_code_get (dimension, "set");

  if (group->key == NULL)
    return form == WAY_CTL_TEXT ? _("Not said") : "";
  return form == WAY_CTL_TEXT && set != NULL ? _(way_codes_label (set, group->key)) : group->key;
}

static gboolean
print_row (Asked             *self,
           WayIndicatorBook  *book,
           WayCtlTable       *table,
           const WayCode     *row,
           GError           **error)
{
  WayCtlForm form = way_ctl_form (self->ctl);
  WayIndicatorBy by = way_indicators_allows (row, self->by) ? self->by : WAY_BY_NOTHING;
  GDate from = self->from, to = self->to;
  g_autoptr(WayIndicatorTable) found = NULL;

  if (!self->is_span && !way_indicators_period (self->facts, row, &self->to, &from, &to, error))
    return FALSE;
  found = way_indicator_book_count (book, row, &from, &to, by);
  add_result (table, form, row, "Total", &found->whole, TRUE);
  for (guint i = 0; i < found->groups->len; i++)
    {
      const WayIndicatorGroup *group = g_ptr_array_index (found->groups, i);

      add_result (table, form, row, name_group (form, by, group), &group->result, FALSE);
    }
  return TRUE;
}

static WayCtlStatus
print_all (Asked   *self,
           GError **error)
{
  static const char *const headings[] = {
    "id", "name", "group", "numerator", "denominator", "value", "unit", "note", NULL
  };
  GDate today = way_ctl_today (self->ctl);
  g_autoptr(WayIndicatorBook) book = way_indicator_book_new (self->facts, self->rows, &self->from,
                                                             &self->to, &today, error);
  g_autoptr(WayCtlTable) table = NULL;

  if (book == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (self->ctl, headings);
  for (guint i = 0; i < self->rows->len; i++)
    if (!print_row (self, book, table, g_ptr_array_index (self->rows, i), error))
      return WAY_CTL_REFUSED;
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_indicator (WayCtl  *ctl,
                       GError **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (way_ctl_db (ctl), error);
  Asked asked = { .ctl = ctl, .facts = facts, .by = WAY_BY_NOTHING };
  WayCtlStatus status = WAY_CTL_REFUSED;

  if (facts == NULL)
    return status;
  asked.rows = g_ptr_array_new ();
  if (read_rows (&asked, error) && read_dimension (&asked, error) && read_period (&asked, error))
    status = print_all (&asked, error);
  g_ptr_array_unref (asked.rows);
  return status;
}
