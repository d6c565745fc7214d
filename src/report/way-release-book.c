/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A release as a workbook: cover, contents, notes, and a sheet a table. */

#include "way-release-private.h"

#include "way-book.h"
#include "way-date.h"
#include "way-release-tables.h"

char *
way_release_title (const WayPublishDraft *draft)
{
  g_autofree char *year = way_release_year_text (draft->year);

  return g_strdup_printf ("Alternative provision statistics, %s, %s", draft->authority, year);
}

static void
add_note (GPtrArray  *notes,
          char       *note)
{
  g_ptr_array_add (notes, note);
}

static void
add_profile_notes (const WayPublishDraft *draft,
                   GPtrArray             *notes)
{
  const WayDisclosureProfile *rule = &draft->profile.rule;

  add_note (notes, g_strdup_printf ("Disclosure profile: %s.", draft->profile.id));
  if (rule->threshold == 0)
    {
      add_note (notes, g_strdup ("No figure is hidden or rounded."));
      return;
    }
  add_note (notes, g_strdup_printf ("Counts from 1 to %d are hidden (c), and so are others from "
                                    "which they could be worked out.", rule->threshold));
  if (rule->rounding > 0)
    add_note (notes, g_strdup_printf (
      "Other counts are rounded to the nearest %d, totals from their true value: they may not add "
      "up. Differences and rates are made from rounded counts.", rule->rounding));
  if (rule->least_denominator > 0)
    add_note (notes, g_strdup_printf ("Rates of fewer than %d are hidden.",
                                      rule->least_denominator));
  if (rule->most_at_provider > 0)
    add_note (notes, g_strdup_printf ("Of a provider with no more than %d on roll, only roll and "
                                      "places are given.", rule->most_at_provider));
}

char **
way_release_notes (const WayPublishDraft *draft)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new ();
  const WayPastRelease *replaced = way_publish_draft_replaces (draft);

  add_profile_notes (draft, notes);
  add_note (notes, g_strdup ("c: hidden, confidential. x: not available. z: not applicable. low: "
                             "not zero, but rounds to zero. 0 is zero."));
  if (replaced != NULL)
    {
      g_autofree char *day = way_date_to_iso (&replaced->made);

      add_note (notes, g_strdup_printf ("Revision: replaces the release of %s. %s", day,
                                        draft->note != NULL ? draft->note : ""));
    }
  g_ptr_array_add (notes, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&notes), FALSE);
}

/* --- Sheets --- */

static void
add_line (WayBook      *book,
          WayBookStyle  style,
          const char   *text)
{
  way_book_add_row (book);
  way_book_add_text (book, style, text);
}

static void
add_cover (WayBook               *book,
           const WayPublishDraft *draft)
{
  g_autofree char *title = way_release_title (draft);
  g_autofree char *day = way_date_to_iso (&draft->made);
  g_autofree char *published = g_strdup_printf ("Published %s", day);

  way_book_add_sheet (book, "Cover");
  way_book_add_width (book, 90);
  add_line (book, WAY_BOOK_TITLE, title);
  add_line (book, WAY_BOOK_TEXT, draft->authority);
  add_line (book, WAY_BOOK_TEXT, published);
  way_book_add_row (book);
  way_book_add_row (book);
  way_book_add_link (book, "Contents", "Contents");
  way_book_add_row (book);
  way_book_add_link (book, "Notes", "Notes");
}

/* The names that the tables' sheets will have, in their order. */
static void
add_contents (WayBook               *book,
              const WayPublishDraft *draft,
              const GPtrArray       *names)
{
  way_book_add_sheet (book, "Contents");
  way_book_add_width (book, 34);
  way_book_add_width (book, 70);
  add_line (book, WAY_BOOK_TITLE, "Contents");
  way_book_add_row (book);
  way_book_add_text (book, WAY_BOOK_HEADING, "Sheet");
  way_book_add_text (book, WAY_BOOK_HEADING, "Table");
  for (guint i = 0; i < draft->tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (draft->tables, i);

      way_book_add_row (book);
      way_book_add_link (book, g_ptr_array_index (names, i), g_ptr_array_index (names, i));
      way_book_add_text (book, WAY_BOOK_TEXT, table->title);
    }
}

static void
add_notes (WayBook               *book,
           const WayPublishDraft *draft)
{
  g_auto(GStrv) notes = way_release_notes (draft);

  way_book_add_sheet (book, "Notes");
  way_book_add_width (book, 120);
  add_line (book, WAY_BOOK_TITLE, "Notes");
  for (guint i = 0; notes[i] != NULL; i++)
    add_line (book, WAY_BOOK_TEXT, notes[i]);
}

static void
add_figure (WayBook                *book,
            const WayReleaseColumn *column,
            const WayFigure        *figure)
{
  const char *symbol = way_symbol_text (figure->symbol);

  if (symbol != NULL)
    way_book_add_text (book, WAY_BOOK_SYMBOL, symbol);
  else if (way_release_kind_has_tenths (column->kind))
    way_book_add_number (book, figure->value / 10.0, 1);
  else
    way_book_add_number (book, figure->value, 0);
}

static void
add_headings (WayBook               *book,
              const WayReleaseTable *table)
{
  way_book_add_row (book);
  way_book_add_text (book, WAY_BOOK_HEADING, table->period_title);
  for (guint i = 0; i < table->dimensions->len; i++)
    way_book_add_text (book, WAY_BOOK_HEADING,
                       g_array_index (table->dimensions, WayReleaseDimension, i).title);
  for (guint i = 0; i < table->columns->len; i++)
    way_book_add_text (book, WAY_BOOK_HEADING,
                       g_array_index (table->columns, WayReleaseColumn, i).title);
}

static void
add_table_row (WayBook               *book,
               const WayReleaseTable *table,
               guint                  period,
               guint                  cell)
{
  guint at = period * way_release_table_n_cells (table) + cell;

  way_book_add_row (book);
  way_book_add_text (book, WAY_BOOK_TEXT, g_ptr_array_index (table->periods, period));
  for (guint i = 0; i < table->dimensions->len; i++)
    way_book_add_text (book, WAY_BOOK_TEXT, way_release_table_label (table, cell, i));
  for (guint i = 0; i < table->columns->len; i++)
    {
      const WayReleaseColumn *column = &g_array_index (table->columns, WayReleaseColumn, i);

      add_figure (book, column, &column->figures[at]);
    }
}

static void
add_table (WayBook               *book,
           const WayReleaseTable *table,
           const char            *name)
{
  way_book_add_sheet (book, name);
  way_book_add_width (book, 14);
  for (guint i = 0; i < table->dimensions->len; i++)
    way_book_add_width (book, 34);
  for (guint i = 0; i < table->columns->len; i++)
    way_book_add_width (book, 14);
  add_line (book, WAY_BOOK_TITLE, table->title);
  add_line (book, WAY_BOOK_TEXT, table->note);
  add_headings (book, table);
  way_book_freeze (book, 3);
  for (guint period = 0; period < table->periods->len; period++)
    for (guint cell = 0; cell < way_release_table_n_cells (table); cell++)
      add_table_row (book, table, period, cell);
}

GBytes *
way_release_book (const WayPublishDraft  *draft,
                  gboolean                as_ods,
                  GError                **error)
{
  g_autofree char *title = way_release_title (draft);
  g_autoptr(WayBook) book = way_book_new (title, draft->authority, &draft->made);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < draft->tables->len; i++)
    g_ptr_array_add (names, g_strdup_printf ("Table %u", i + 1));
  add_cover (book, draft);
  add_contents (book, draft, names);
  add_notes (book, draft);
  for (guint i = 0; i < draft->tables->len; i++)
    add_table (book, g_ptr_array_index (draft->tables, i), g_ptr_array_index (names, i));
  return as_ods ? way_book_to_ods (book, error) : way_book_to_xlsx (book, error);
}
