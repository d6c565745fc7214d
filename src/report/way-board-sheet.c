/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pack is counted once, by the book of indicators and the table of occupancy,
 * and laid out section by section as data/codes/board-section.xml has them. */

#include "way-board-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-board-private.h"
#include "way-bodies.h"
#include "way-disclosure.h"
#include "way-facts.h"
#include "way-indicators.h"
#include "way-occupancy-figure.h"
#include "way-people.h"
#include "way-pinned-notes.h"
#include "way-school-periods.h"
#include "way-sheet-draw.h"
#include "way-strategy-sheet.h"

#define PROFILE "PARTNER"       /* who reads a pack */
#define HAND_LINES 3            /* of room for commentary that is not written yet */
#define YEARS_OF_CHART 1

static const char *tr (const WayBoard *self,
                       const char     *msgid) G_GNUC_FORMAT (2);

static const char *
tr (const WayBoard *self,
    const char     *msgid)
{
  return self->ask->words->translate (msgid);
}

static void
add_text (WayBoard      *self,
          WaySheetStyle  style,
          const char    *text)
{
  way_sheet_add_text (self->sheet, style, text);
}

/* --- Terms --- */

static const char *const term_names[] = { "autumn", "spring", "summer" };

static gboolean
read_term (const char  *text,
           int         *year,
           const char **name)
{
  guint64 number;
  char *end;

  *name = NULL;
  if (text == NULL)
    return FALSE;
  number = g_ascii_strtoull (text, &end, 10);
  if (end - text != 4 || *end != '-' || number < 1900 || number > 2200)
    return FALSE;
  *year = (int) number;
  for (guint i = 0; i < G_N_ELEMENTS (term_names); i++)
    if (strcmp (end + 1, term_names[i]) == 0)
      *name = term_names[i];
  return *name != NULL;
}

static char *
name_term (const WayTerm *term)
{
  int year = strcmp (term->name, "autumn") == 0 ? term->year : term->year + 1;

  return g_strdup_printf ("%d-%s", year, term->name);
}

char *
way_board_term_of (WayDb        *db,
                   const GDate  *day,
                   GError      **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, NULL, error) : NULL;
  WayTerm term;

  if (days == NULL)
    return NULL;
  term = way_school_days_term (days, day);
  return name_term (&term);
}

char *
way_board_term_words (const char            *term,
                      WayChartTranslateFunc  translate)
{
  const char *name;
  int year;

  if (!read_term (term, &year, &name))
    return g_strdup (term);
  return g_strdup_printf ("%s %d", way_chart_say (translate, way_codes_label ("term", name)), year);
}

static gboolean
find_term (WayBoard  *self,
           GError   **error)
{
  const WaySchoolDays *days = way_facts_days (self->facts, NULL, error);
  g_autoptr(GArray) terms = NULL;
  const char *name;
  GDate first, last;
  int year;

  if (days == NULL)
    return FALSE;
  if (!read_term (self->ask->term, &year, &name))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "“%s” is no term: write a year and autumn, spring or summer, as 2026-autumn",
                   self->ask->term != NULL ? self->ask->term : "");
      return FALSE;
    }
  first = way_date_ymd (year, 1, 1);
  last = way_date_ymd (year, 12, 31);
  terms = way_school_days_terms (days, &first, &last);
  for (guint i = 0; i < terms->len; i++)
    {
      const WayTerm *term = &g_array_index (terms, WayTerm, i);
      g_autofree char *called = name_term (term);

      if (strcmp (called, self->ask->term) == 0)
        self->term = *term;
    }
  g_return_val_if_fail (self->term.name != NULL, FALSE);
  self->from = self->term.from;
  if (way_date_compare (&self->from, &self->ask->today) > 0)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE,
                   "The term %s has not begun.", self->ask->term);
      return FALSE;
    }
  self->cut_off = way_date_compare (&self->term.to, &self->ask->today) > 0 ? self->ask->today
                                                                          : self->term.to;
  return TRUE;
}

/* --- Counting --- */

static GDate
year_before (const GDate *day)
{
  GDate before = *day;

  g_date_subtract_years (&before, 1);
  return before;
}

static WayIndicatorBook *
open_book (WayBoard     *self,
           const GDate  *on,
           GError      **error)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("indicator", NULL);
  GDate first = *on;

  /* Whatever a row's period is, it began in the last two years. */
  g_date_subtract_years (&first, 2);
  return way_indicator_book_new (self->facts, rows, &first, on, &self->ask->today, error);
}

static gboolean
count_all (WayBoard  *self,
           GError   **error)
{
  GDate before = year_before (&self->cut_off);

  self->now = open_book (self, &self->cut_off, error);
  self->before = self->now != NULL ? open_book (self, &before, error) : NULL;
  return self->before != NULL;
}

static gboolean
count_on (WayBoard          *self,
          WayIndicatorBook  *book,
          const WayCode     *row,
          const GDate       *on,
          WayResult         *result,
          GError           **error)
{
  g_autoptr(WayIndicatorTable) table = NULL;
  GDate from, to;

  if (!way_indicators_period (self->facts, row, on, &from, &to, error))
    return FALSE;
  table = way_indicator_book_count (book, row, &from, &to, WAY_BY_NOTHING);
  *result = table->whole;
  way_board_protect (row, self->threshold, result);
  return TRUE;
}

/* An indicator now and a year before. */
typedef struct
{
  const WayCode *row;
  WayResult      now;
  WayResult      before;
} Pair;

static gboolean
count_pair (WayBoard       *self,
            const WayCode  *row,
            Pair           *pair,
            GError        **error)
{
  GDate before = year_before (&self->cut_off);

  pair->row = row;
  return count_on (self, self->now, row, &self->cut_off, &pair->now, error) &&
         count_on (self, self->before, row, &before, &pair->before, error);
}

/* --- Words --- */

static char *
say_result (const WayBoard  *self,
            const WayCode   *row,
            const WayResult *result)
{
  const WayCode *unit = way_codes_lookup ("indicator_unit", way_code_get (row, "unit"));
  const char *sign = unit != NULL ? way_code_get (unit, "short") : NULL;
  guint decimals = way_indicators_decimals (row);
  g_autofree char *number = NULL;

  if (result->kind != WAY_RESULT_NUMBER)
    return g_strdup (tr (self, way_codes_label ("result_symbol", way_result_symbol (result->kind))));
  number = way_result_text (result, decimals);
  if (sign == NULL)
    return g_strdup_printf ("%s %s", number, unit != NULL ? tr (self, unit->label) : "");
  return g_str_equal (sign, "%") ? g_strdup_printf ("%s%%", number)
                                 : g_strdup_printf ("%s%s", sign, number);
}

static char *
say_change (const WayBoard *self,
            const Pair     *pair)
{
  const char *label = tr (self, pair->row->label);
  g_autofree char *now = say_result (self, pair->row, &pair->now);
  g_autofree char *before = say_result (self, pair->row, &pair->before);

  if (pair->now.kind != WAY_RESULT_NUMBER || pair->before.kind != WAY_RESULT_NUMBER)
    return g_strdup_printf (tr (self, N_("%s: %s. A year before: %s.")), label, now, before);
  if (pair->now.value > pair->before.value)
    return g_strdup_printf (tr (self, N_("%s is up, to %s from %s a year before.")), label, now,
                            before);
  if (pair->now.value < pair->before.value)
    return g_strdup_printf (tr (self, N_("%s is down, to %s from %s a year before.")), label, now,
                            before);
  return g_strdup_printf (tr (self, N_("%s is as a year before: %s.")), label, now);
}

static char *
say_aim (WayBoard       *self,
         const WayCode  *row,
         GError        **error)
{
  guint decimals = way_indicators_decimals (row);
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  WayAim aim;

  if (!way_indicators_aim (self->db, row, &self->cut_off, &aim, error))
    return NULL;
  low = way_result_decimal (aim.low, decimals);
  high = way_result_decimal (aim.high, decimals);
  switch (aim.kind)
    {
    case WAY_AIM_AT_LEAST:
      return g_strdup_printf (tr (self, N_("at least %s")), low);
    case WAY_AIM_AT_MOST:
      return g_strdup_printf (tr (self, N_("at most %s")), high);
    case WAY_AIM_BAND:
      return g_strdup_printf (tr (self, N_("%s to %s")), low, high);
    case WAY_AIM_NONE:
    default:
      return g_strdup ("");
    }
}

/* --- Parts of a section --- */

static gboolean
add_indicators (WayBoard       *self,
                const WayCode  *section,
                GError        **error)
{
  static const WaySheetColumn heads[] = {
    { N_("Indicator"), 6, FALSE }, { N_("Now"), 3, TRUE }, { N_("A year before"), 3, TRUE },
    { N_("Aimed at"), 3, TRUE },
  };
  g_autoptr(GPtrArray) rows = way_codes_list ("indicator", &self->cut_off);
  WaySheetColumn columns[G_N_ELEMENTS (heads)];

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      columns[i] = heads[i];
      columns[i].head = tr (self, heads[i].head);
    }
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      g_autofree char *name = NULL;
      g_autofree char *now = NULL;
      g_autofree char *before = NULL;
      g_autofree char *aim = NULL;
      Pair pair;

      if (!way_code_allows (section, "families", way_code_get (row, "family")))
        continue;
      if (!count_pair (self, row, &pair, error) || (aim = say_aim (self, row, error)) == NULL)
        return FALSE;
      name = g_strdup_printf ("%s  %s", row->id, tr (self, row->label));
      now = say_result (self, row, &pair.now);
      before = say_result (self, row, &pair.before);
      way_sheet_add_row (self->sheet, (const char *const[]) { name, now, before, aim });
    }
  return TRUE;
}

static gboolean
add_occupancy_chart (WayBoard  *self,
                     GError   **error)
{
  GDate from = self->cut_off;
  g_autoptr(GArray) days = NULL;
  g_autoptr(GArray) periods = NULL;
  g_autoptr(WayOccupancyTable) series = NULL;
  g_autoptr(WayChart) drawn = NULL;
  g_autoptr(WayChart) chart = NULL;
  WayOccupancyFigure figure;
  const WaySchoolDays *school_days = way_facts_days (self->facts, NULL, error);

  if (school_days == NULL)
    return FALSE;
  g_date_subtract_years (&from, YEARS_OF_CHART);
  days = way_occupancy_days (NULL, WAY_OCCUPANCY_EVERY_DAY, &from, &self->cut_off);
  series = way_occupancy_service_read (self->db, days, WAY_OCCUPANCY_BY_SETTING, FALSE, error);
  if (series == NULL)
    return FALSE;
  periods = way_school_periods (school_days, &from, &self->cut_off);
  figure = (WayOccupancyFigure) { .series = series, .title_at = days->len - 1, .periods = periods,
                                  .translate = self->ask->translate };
  if (!way_occupancy_figure_aim (&figure, self->db, &self->cut_off, error))
    return FALSE;
  drawn = way_occupancy_figure_new (&figure);
  chart = way_board_pin_notes (self, drawn, WAY_PINNED_TO_PLACES, error);
  if (chart == NULL)
    return FALSE;
  way_board_add_chart (self, chart);
  return TRUE;
}

/* Who is on roll at each setting, protected together with the whole. */
static const WayFigure *
protect_on_roll (WayBoard                *self,
                 const WayOccupancyTable *table,
                 WayDisclosureShape      *shape,
                 WayDisclosure           *disclosure)
{
  g_autofree gint32 *counts = g_new (gint32, way_disclosure_n_cells (shape));
  WayDisclosureProblem problem = { 0 };
  WayDisclosureResult result;
  guint number;

  for (guint i = 0; i < table->groups->len; i++)
    counts[i] = way_occupancy_row (table->counts,
                                   g_array_index (table->groups, WayOccupancyGroup, i).row)->on_roll;
  counts[table->groups->len] = way_occupancy_row (table->counts, table->whole)->on_roll;
  number = way_disclosure_add (disclosure, shape, counts);
  result = way_disclosure_run (disclosure, &problem);
  if (result != WAY_DISCLOSURE_PROTECTED)
    way_disclosure_problem_clear (&problem);
  return result == WAY_DISCLOSURE_PROTECTED ? way_disclosure_figures (disclosure, number) : NULL;
}

static WayDisclosureProfile
profile_of (const WayCode *row)
{
  return (WayDisclosureProfile) {
    .threshold = way_code_get_int (row, "threshold", 0),
    .rounding = way_code_get_int (row, "rounding", 0),
    .has_secondary = way_code_is (row, "secondary"),
    .least_denominator = way_code_get_int (row, "denominator", 0),
    .least_group = way_code_get_int (row, "group", 0),
    .most_at_provider = way_code_get_int (row, "provider", 0),
  };
}

static void
add_setting (WayBoard         *self,
             const char       *name,
             int               places,
             const WayFigure  *figure)
{
  g_autofree char *place_text = g_strdup_printf ("%d", places);
  g_autofree char *roll = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *share = NULL;

  if (figure == NULL || figure->symbol != WAY_SYMBOL_NUMBER)
    {
      const char *sign = figure != NULL ? way_symbol_text (figure->symbol) : "c";

      way_sheet_add_row (self->sheet, (const char *const[]) { name, place_text, sign, sign, sign });
      return;
    }
  roll = g_strdup_printf ("%d", figure->value);
  empty = g_strdup_printf ("%d", MAX (places - figure->value, 0));
  if (places > 0)
    {
      WayResultForm form = { .scale = 100, .decimals = 1 };
      WayResult rate = way_result_ratio (&form, figure->value, places);
      g_autofree char *number = way_result_text (&rate, 1);

      share = g_strdup_printf ("%s%%", number);
    }
  way_sheet_add_row (self->sheet, (const char *const[]) { name, place_text, roll, empty,
                                                          share != NULL ? share : "" });
}

static void
begin_settings (WayBoard *self)
{
  const WaySheetColumn columns[] = {
    { tr (self, N_("Setting")), 5, FALSE }, { tr (self, N_("Places")), 2, TRUE },
    { tr (self, N_("On roll")), 2, TRUE }, { tr (self, N_("Empty")), 2, TRUE },
    { tr (self, N_("Filled")), 2, TRUE },
  };
  g_autofree char *day = self->ask->words->say_day (&self->cut_off);
  g_autofree char *heading = g_strdup_printf (tr (self, N_("Settings on %s")), day);

  add_text (self, WAY_SHEET_SUBHEADING, heading);
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
}

static gboolean
add_settings (WayBoard  *self,
              GError   **error)
{
  WayDisclosureProfile profile = profile_of (way_codes_lookup ("disclosure", PROFILE));
  g_autoptr(WayDisclosure) disclosure = way_disclosure_new (&profile);
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(WayOccupancyTable) table = NULL;
  g_autofree const char **names = NULL;
  WayDisclosureDimension dimension = { .name = "setting", .has_total = TRUE };
  WayDisclosureShape shape = { "on_roll", self->ask->term, &dimension, 1 };
  const WayFigure *figures;

  g_array_append_val (days, self->cut_off);
  table = way_occupancy_service_read (self->db, days, WAY_OCCUPANCY_BY_SETTING, FALSE, error);
  if (table == NULL)
    return FALSE;
  names = g_new0 (const char *, table->groups->len + 1);
  for (guint i = 0; i < table->groups->len; i++)
    names[i] = g_array_index (table->groups, WayOccupancyGroup, i).key;
  dimension.codes = names;
  dimension.n = table->groups->len;
  figures = protect_on_roll (self, table, &shape, disclosure);
  begin_settings (self);
  for (guint i = 0; i < table->groups->len; i++)
    add_setting (self, names[i],
                 way_occupancy_row (table->counts,
                                    g_array_index (table->groups, WayOccupancyGroup, i).row)->places,
                 figures != NULL ? &figures[i] : NULL);
  add_setting (self, tr (self, N_("Total")),
               way_occupancy_row (table->counts, table->whole)->places,
               figures != NULL ? &figures[table->groups->len] : NULL);
  return TRUE;
}

/* --- The strategy --- */

static gboolean
add_strategy (WayBoard  *self,
              GError   **error)
{
  g_autoptr(WayStrategyView) view = NULL;

  if (!way_strategy_read (self->db, NULL, &self->cut_off, &view, error))
    return FALSE;
  way_strategy_sheet_add (self->sheet, view, &self->cut_off, self->ask->words, self->ask->translate);
  return TRUE;
}

/* --- Sections --- */

static gboolean
add_changes (WayBoard       *self,
             const WayCode  *section,
             GError        **error)
{
  g_auto(GStrv) ids = g_strsplit (way_code_get (section, "changes"), " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const WayCode *row = way_codes_lookup ("indicator", ids[i]);
      g_autofree char *said = NULL;
      g_autofree char *line = NULL;
      Pair pair;

      if (row == NULL)
        continue;
      if (!count_pair (self, row, &pair, error))
        return FALSE;
      said = say_change (self, &pair);
      line = g_strdup_printf ("• %s", said);
      add_text (self, WAY_SHEET_BODY, line);
    }
  return TRUE;
}

static gboolean
add_commentary (WayBoard       *self,
                const WayCode  *section,
                GError        **error)
{
  g_autoptr(GPtrArray) all = way_records_list (self->db, &way_commentary_entity, NULL, NULL, error);
  const WayCommentary *found = NULL;
  WaySheetField field = { .label = tr (self, N_("Commentary")), .lines = HAND_LINES };

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const WayCommentary *one = g_ptr_array_index (all, i);

      if (g_strcmp0 (one->term, self->ask->term) == 0 &&
          g_strcmp0 (one->section, section->id) == 0 &&
          (found == NULL || way_date_compare (&one->date, &found->date) >= 0))
        found = one;
    }
  field.value = found != NULL ? found->text : NULL;
  way_sheet_add_fields (self->sheet, &field, 1);
  return TRUE;
}

static gboolean
add_section (WayBoard       *self,
             const WayCode  *section,
             GError        **error)
{
  gboolean done = TRUE;

  add_text (self, WAY_SHEET_HEADING, tr (self, section->label));
  add_text (self, WAY_SHEET_NOTE, tr (self, section->note));
  if (g_str_equal (section->id, "places"))
    done = add_occupancy_chart (self, error) && add_settings (self, error);
  if (g_str_equal (section->id, "strategy"))
    done = add_strategy (self, error);
  if (done)
    done = way_board_add_drawn (self, section, error);
  if (done && way_code_get (section, "changes") != NULL)
    done = add_changes (self, section, error);
  if (done && way_code_get (section, "families") != NULL)
    done = add_indicators (self, section, error);
  return done && add_commentary (self, section, error);
}

/* --- The whole --- */

static void
add_head (WayBoard *self)
{
  g_autofree char *term = way_board_term_words (self->ask->term, self->ask->translate);
  g_autofree char *from = self->ask->words->say_day (&self->from);
  g_autofree char *to = self->ask->words->say_day (&self->cut_off);
  g_autofree char *span = g_strdup_printf (tr (self, N_("%s: from %s up to %s")), term, from, to);

  add_text (self, WAY_SHEET_TITLE, tr (self, N_("Alternative provision: board pack")));
  add_text (self, WAY_SHEET_BODY, way_facts_authority (self->facts)->name);
  add_text (self, WAY_SHEET_BODY, span);
  way_sheet_add_contents (self->sheet);
  way_sheet_break_page (self->sheet);
}

static void
add_sources (WayBoard *self)
{
  g_autofree char *day = self->ask->words->say_day (&self->cut_off);
  g_autofree char *text = g_strdup_printf (
    tr (self, N_("Counted by Waymark from the records of %s up to %s; nothing is typed in but what "
                 "is said to be given. Counts of 1 to %d, and what could be worked out from them, "
                 "are not shown (c). Not applicable is z, not collected x.")),
    way_facts_authority (self->facts)->name, day, (int) self->threshold);

  add_text (self, WAY_SHEET_HEADING, tr (self, N_("Sources")));
  add_text (self, WAY_SHEET_BODY, text);
}

static gboolean
fill (WayBoard  *self,
      GError   **error)
{
  g_autoptr(GPtrArray) sections = way_codes_list ("board_section", &self->cut_off);

  add_head (self);
  for (guint i = 0; i < sections->len; i++)
    if (!add_section (self, g_ptr_array_index (sections, i), error))
      return FALSE;
  add_sources (self);
  return TRUE;
}

static void
board_clear (WayBoard *self)
{
  g_clear_pointer (&self->sheet, way_sheet_free);
  g_clear_pointer (&self->now, way_indicator_book_free);
  g_clear_pointer (&self->before, way_indicator_book_free);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_clear_pointer (&self->facts, way_facts_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayBoard, board_clear)

WaySheet *
way_board_sheet_new (WayDb              *db,
                     const WayBoardAsk  *ask,
                     GError            **error)
{
  g_auto(WayBoard) self = {
    .db = db, .ask = ask,
    .threshold = way_code_get_int (way_codes_lookup ("disclosure", PROFILE), "threshold", 0),
  };
  g_autofree char *title = NULL;
  g_autofree char *term = way_board_term_words (ask->term, ask->translate);

  self.facts = way_facts_new (db, error);
  if (self.facts == NULL || !find_term (&self, error) || !count_all (&self, error))
    return NULL;
  title = g_strdup_printf (tr (&self, N_("Board pack, %s")), term);
  self.sheet = way_sheet_new (&(WaySheetInfo) {
    .title = title, .language = ask->words->language, .made_on = self.cut_off,
    .marking = tr (&self, N_("For the governance group")),
  });
  return fill (&self, error) ? g_steal_pointer (&self.sheet) : NULL;
}

/* --- Keeping --- */

static gboolean
write_kept (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  return way_records_insert (db, &way_board_pack_entity, data, error);
}

/* The last day that a pack made on a day counts. */
static gboolean
find_cut_off (WayDb        *db,
              const char   *term,
              const GDate  *today,
              GDate        *cut_off,
              GError      **error)
{
  WayBoardAsk ask = { .term = term, .today = *today };
  g_auto(WayBoard) self = { .db = db, .ask = &ask };

  self.facts = way_facts_new (db, error);
  if (self.facts == NULL || !find_term (&self, error))
    return FALSE;
  *cut_off = self.cut_off;
  return TRUE;
}

gboolean
way_board_keep (WayAct      *act,
                const char  *term,
                GBytes      *pdf,
                GError     **error)
{
  WayDb *db = way_store_get_db (act->store);
  g_autoptr(WayBoardPack) pack = way_board_pack_new ();

  if (!find_cut_off (db, term, &act->today, &pack->cut_off, error) ||
      (pack->digest = way_bodies_put (db, pdf, error)) == NULL)
    return FALSE;
  pack->id = way_id_new ();
  pack->term = g_strdup (term);
  pack->made = act->today;
  pack->by = g_strdup (act->who);
  pack->size = (gint64) g_bytes_get_size (pdf);
  return way_act_write (act, "Give out a board pack", write_kept, pack, error);
}
