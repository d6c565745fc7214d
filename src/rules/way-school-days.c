/* SPDX-License-Identifier: GPL-3.0-or-later */
/* School days, counted fast.  All days of the known span are painted once, layer
 * over layer, into a byte each; the open ones go into a bit set with a running
 * count a word, so that counting is two look-ups and finding the n-th day a
 * search in the counts.  What a count means for anybody is in way-clocks.c. */

#include "way-school-days.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"
#include "way-rules-error.h"

#define FIRST_YEAR 1990
#define LAST_YEAR 2069
#define N_YEARS (LAST_YEAR - FIRST_YEAR + 1)
#define FIRST_JULIAN 726468u                    /* 1 January 1990 */
#define N_DAYS 29220u                           /* to 31 December 2069 */
#define N_WORDS ((N_DAYS + 63) / 64)

#define NO_LAYER 15                             /* plain weekdays */
#define PAINT(kind, layer) ((guint8) ((layer) << 4 | (kind)))
#define KIND_OF(paint) ((WayDayKind) ((paint) & 15))
#define LAYER_OF(paint) ((paint) >> 4)

struct _WaySchoolDays
{
  gatomicrefcount  count;
  guint            n_layers;
  char            *names[WAY_SCHOOL_DAYS_MAX_LAYERS];
  guint8           paint[N_DAYS];
  guint64          open[N_WORDS];
  guint32          before[N_WORDS + 1];         /* open days before each word */
};

static const struct
{
  const char *code;        /* of calendar_kind */
  const char *label;
  guint       half_days;
} kinds[WAY_N_DAY_KINDS] = {
  [WAY_DAY_SCHOOL] = { "TERM", N_("School day"), 2 },
  [WAY_DAY_MORNING] = { "SESSION_AM", N_("School day, morning only"), 1 },
  [WAY_DAY_AFTERNOON] = { "SESSION_PM", N_("School day, afternoon only"), 1 },
  [WAY_DAY_WEEKEND] = { "WEEKEND", N_("Weekend"), 0 },
  [WAY_DAY_HOLIDAY] = { "HOLIDAY", N_("Holiday"), 0 },
  [WAY_DAY_BANK_HOLIDAY] = { "BANK_HOLIDAY", N_("Bank holiday"), 0 },
  [WAY_DAY_INSET] = { "INSET", N_("Training day"), 0 },
  [WAY_DAY_CLOSURE] = { "CLOSURE", N_("Closed"), 0 },
};

/* Closed kinds in the order in which they are painted: the last one shows. */
static const WayDayKind closed_kinds[] = {
  WAY_DAY_HOLIDAY, WAY_DAY_BANK_HOLIDAY, WAY_DAY_INSET, WAY_DAY_CLOSURE,
};

/* Days by number: 0 is the first known day. */

static gboolean
find_number (const GDate *day,
             guint       *number)
{
  guint32 julian = way_date_julian (day);

  *number = julian - FIRST_JULIAN;
  return julian >= FIRST_JULIAN && *number < N_DAYS;
}

/* The number of a day, moved to the nearest known one. */
static guint
clamp_number (const GDate *day)
{
  guint32 julian = way_date_julian (day);

  return CLAMP (julian, FIRST_JULIAN, FIRST_JULIAN + N_DAYS - 1) - FIRST_JULIAN;
}

static GDate
number_to_date (guint number)
{
  return way_date_from_julian (FIRST_JULIAN + number);
}

/* 0 is Monday: 1 January 1990 was one. */
static guint
number_to_weekday (guint number)
{
  return number % 7;
}

static gboolean
is_weekend (guint number)
{
  return number_to_weekday (number) >= 5;
}

static gpointer
load_bank_holidays (gpointer data)
{
  guint64 *set = g_new0 (guint64, N_WORDS);
  g_autoptr(GPtrArray) rows = way_codes_list ("bank_holiday", NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);
      GDate day;
      guint number;

      if (way_date_parse (row->id, &day) && find_number (&day, &number))
        set[number / 64] |= G_GUINT64_CONSTANT (1) << number % 64;
    }
  return set;
}

static gboolean
is_bank_holiday (guint number)
{
  static GOnce once = G_ONCE_INIT;
  const guint64 *set = g_once (&once, load_bank_holidays, NULL);

  return set[number / 64] >> number % 64 & 1;
}

/* Laying the layers */

static gboolean
check_row (const WayDayRow *row,
           gsize            place,
           GError         **error)
{
  const WayCode *kind = way_codes_lookup ("calendar_kind", row->kind);
  guint number;

  if (kind == NULL || !kind->active)
    {
      g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_UNKNOWN,
                   "row %" G_GSIZE_FORMAT ": kind: “%s” is not a kind of day", place,
                   row->kind != NULL ? row->kind : "");
      return FALSE;
    }
  if (!find_number (&row->from, &number) || !find_number (&row->to, &number))
    {
      g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_INVALID,
                   "row %" G_GSIZE_FORMAT ": from, to: not days of %d to %d", place,
                   FIRST_YEAR, LAST_YEAR);
      return FALSE;
    }
  if (way_date_compare (&row->to, &row->from) < 0)
    {
      g_set_error (error, WAY_RULES_ERROR, WAY_RULES_ERROR_INVALID,
                   "row %" G_GSIZE_FORMAT ": to: is before from", place);
      return FALSE;
    }
  return TRUE;
}

static void
paint_day (WaySchoolDays *self,
           guint          number,
           WayDayKind     kind,
           guint          layer)
{
  self->paint[number] = PAINT (kind, layer);
}

/* A weekday as terms have it when nothing else is said of it. */
static WayDayKind
plain_kind (guint      number,
            WayDayKind weekday)
{
  if (is_weekend (number))
    return WAY_DAY_WEEKEND;
  return is_bank_holiday (number) ? WAY_DAY_BANK_HOLIDAY : weekday;
}

/* A term closes the rest of its school year, the one in which it ends: a term
 * that begins in the last days of August belongs to the year to come. */
static void
close_years_with_terms (WaySchoolDays     *self,
                        const WayDayLayer *layer,
                        guint              place)
{
  gboolean covered[N_YEARS + 1] = { FALSE };

  for (gsize i = 0; i < layer->n_rows; i++)
    if (g_str_equal (layer->rows[i].kind, "TERM"))
      covered[way_date_school_year (&layer->rows[i].to) - FIRST_YEAR + 1] = TRUE;

  for (guint i = 0; i <= N_YEARS; i++)
    {
      GDate from = way_date_ymd (FIRST_YEAR - 1 + (int) i, 9, 1);
      GDate to = way_date_ymd (FIRST_YEAR + (int) i, 8, 31);
      guint last = clamp_number (&to);

      for (guint number = clamp_number (&from); covered[i] && number <= last; number++)
        paint_day (self, number, plain_kind (number, WAY_DAY_HOLIDAY), place);
    }
}

static void
open_terms (WaySchoolDays     *self,
            const WayDayLayer *layer,
            guint              place)
{
  for (gsize i = 0; i < layer->n_rows; i++)
    {
      const WayDayRow *row = &layer->rows[i];
      guint last = clamp_number (&row->to);

      for (guint number = clamp_number (&row->from); number <= last; number++)
        if (g_str_equal (row->kind, "TERM"))
          paint_day (self, number, plain_kind (number, WAY_DAY_SCHOOL), place);
    }
}

/* Named sessions open a day whatever it is; one half alone is a half day. */
static void
open_sessions (WaySchoolDays     *self,
               const WayDayLayer *layer,
               guint              place)
{
  g_autofree guint8 *halves = g_new0 (guint8, N_DAYS);
  gboolean any = FALSE;

  for (gsize i = 0; i < layer->n_rows; i++)
    {
      const WayDayRow *row = &layer->rows[i];
      guint last = clamp_number (&row->to);
      guint8 half = g_str_equal (row->kind, "SESSION_AM") ? 1
                    : g_str_equal (row->kind, "SESSION_PM") ? 2 : 0;

      any |= half != 0;
      for (guint number = clamp_number (&row->from); half != 0 && number <= last; number++)
        halves[number] |= half;
    }
  for (guint number = 0; any && number < N_DAYS; number++)
    if (halves[number] != 0)
      paint_day (self, number,
                 halves[number] == 3 ? WAY_DAY_SCHOOL
                 : halves[number] == 1 ? WAY_DAY_MORNING : WAY_DAY_AFTERNOON,
                 place);
}

static void
close_days (WaySchoolDays     *self,
            const WayDayLayer *layer,
            guint              place,
            WayDayKind         kind)
{
  for (gsize i = 0; i < layer->n_rows; i++)
    {
      const WayDayRow *row = &layer->rows[i];
      guint last = clamp_number (&row->to);

      if (!g_str_equal (row->kind, kinds[kind].code))
        continue;
      for (guint number = clamp_number (&row->from); number <= last; number++)
        if (KIND_OF (self->paint[number]) != WAY_DAY_WEEKEND)
          paint_day (self, number, kind, place);
    }
}

static void
paint_layer (WaySchoolDays     *self,
             const WayDayLayer *layer,
             guint              place)
{
  close_years_with_terms (self, layer, place);
  open_terms (self, layer, place);
  open_sessions (self, layer, place);
  for (guint i = 0; i < G_N_ELEMENTS (closed_kinds); i++)
    close_days (self, layer, place, closed_kinds[i]);
}

static void
gather_open_days (WaySchoolDays *self)
{
  for (guint number = 0; number < N_DAYS; number++)
    if (way_day_kind_is_open (KIND_OF (self->paint[number])))
      self->open[number / 64] |= G_GUINT64_CONSTANT (1) << number % 64;
  for (guint word = 0; word < N_WORDS; word++)
    self->before[word + 1] = self->before[word] + __builtin_popcountll (self->open[word]);
}

WaySchoolDays *
way_school_days_new (const WayDayLayer *layers,
                     guint              n_layers,
                     GError           **error)
{
  g_autoptr(WaySchoolDays) self = NULL;

  g_return_val_if_fail (n_layers <= WAY_SCHOOL_DAYS_MAX_LAYERS, NULL);
  for (guint i = 0; i < n_layers; i++)
    for (gsize j = 0; j < layers[i].n_rows; j++)
      if (!check_row (&layers[i].rows[j], j + 1, error))
        {
          g_prefix_error (error, "%s: ", layers[i].name != NULL ? layers[i].name : "");
          return NULL;
        }

  self = g_new0 (WaySchoolDays, 1);
  g_atomic_ref_count_init (&self->count);
  self->n_layers = n_layers;
  for (guint number = 0; number < N_DAYS; number++)
    paint_day (self, number, plain_kind (number, WAY_DAY_SCHOOL), NO_LAYER);
  for (guint i = n_layers; i-- > 0;)
    {
      self->names[i] = g_strdup (layers[i].name);
      paint_layer (self, &layers[i], i);
    }
  gather_open_days (self);
  return g_steal_pointer (&self);
}

WaySchoolDays *
way_school_days_ref (WaySchoolDays *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
way_school_days_unref (WaySchoolDays *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  for (guint i = 0; i < self->n_layers; i++)
    g_free (self->names[i]);
  g_free (self);
}

/* Counting */

/* Open days before the day of this number. */
static guint
count_before (const WaySchoolDays *self,
              guint                number)
{
  guint64 below = (G_GUINT64_CONSTANT (1) << number % 64) - 1;
  guint64 word = number / 64 < N_WORDS ? self->open[number / 64] : 0;

  return self->before[number / 64] + __builtin_popcountll (word & below);
}

/* The open day with so many open days before it; no date when there are fewer. */
static GDate
find_open_day (const WaySchoolDays *self,
               guint                rank)
{
  guint low = 0;
  guint high = N_WORDS;
  guint64 word;

  if (rank >= self->before[N_WORDS])
    return way_date_none ();
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (self->before[middle] <= rank)
        low = middle;
      else
        high = middle;
    }
  word = self->open[low];
  for (guint i = self->before[low]; i < rank; i++)
    word &= word - 1;
  return number_to_date (low * 64 + __builtin_ctzll (word));
}

gboolean
way_day_kind_is_open (WayDayKind kind)
{
  return kinds[kind].half_days > 0;
}

const char *
way_day_kind_code (WayDayKind kind)
{
  g_return_val_if_fail ((guint) kind < WAY_N_DAY_KINDS, NULL);
  return kinds[kind].code;
}

const char *
way_day_kind_label (WayDayKind kind)
{
  g_return_val_if_fail ((guint) kind < WAY_N_DAY_KINDS, NULL);
  return kinds[kind].label;
}

WayDayKind
way_school_days_kind (const WaySchoolDays *self,
                      const GDate         *day)
{
  guint number;

  return find_number (day, &number) ? KIND_OF (self->paint[number]) : WAY_DAY_CLOSURE;
}

gboolean
way_school_days_is_open (const WaySchoolDays *self,
                         const GDate         *day)
{
  return way_day_kind_is_open (way_school_days_kind (self, day));
}

guint
way_school_days_layer (const WaySchoolDays *self,
                       const GDate         *day)
{
  guint number;

  if (!find_number (day, &number) || LAYER_OF (self->paint[number]) == NO_LAYER)
    return G_MAXUINT;
  return LAYER_OF (self->paint[number]);
}

const char *
way_school_days_source (const WaySchoolDays *self,
                        const GDate         *day)
{
  guint layer = way_school_days_layer (self, day);

  return layer != G_MAXUINT ? self->names[layer] : NULL;
}

const char *
way_school_days_name (const WaySchoolDays *self)
{
  for (guint i = 0; i < self->n_layers; i++)
    if (self->names[i] != NULL)
      return self->names[i];
  return NULL;
}

gboolean
way_school_days_is_borrowed (const WaySchoolDays *self)
{
  return self->n_layers > 0 && self->names[0] == NULL;
}

gboolean
way_school_days_is_known (const GDate *day)
{
  guint number;

  return find_number (day, &number);
}

/* Weekends are nobody's to decide. */
gboolean
way_school_days_is_fallback (const WaySchoolDays *self,
                             const GDate         *from,
                             const GDate         *to)
{
  for (guint number = clamp_number (from); number <= clamp_number (to); number++)
    if (LAYER_OF (self->paint[number]) != 0 && KIND_OF (self->paint[number]) != WAY_DAY_WEEKEND)
      return TRUE;
  return FALSE;
}

guint
way_school_days_count (const WaySchoolDays *self,
                       const GDate         *from,
                       const GDate         *to)
{
  guint32 first = MAX (way_date_julian (from), FIRST_JULIAN);
  guint32 last = MIN (way_date_julian (to), FIRST_JULIAN + N_DAYS - 1);

  if (last < first)
    return 0;
  return count_before (self, last + 1 - FIRST_JULIAN) - count_before (self, first - FIRST_JULIAN);
}

guint
way_school_days_count_half_days (const WaySchoolDays *self,
                                 const GDate         *from,
                                 const GDate         *to)
{
  guint half_days = 0;

  if (way_school_days_count (self, from, to) == 0)
    return 0;
  for (guint number = clamp_number (from); number <= clamp_number (to); number++)
    half_days += kinds[KIND_OF (self->paint[number])].half_days;
  return half_days;
}

GDate
way_school_days_nth (const WaySchoolDays *self,
                     const GDate         *from,
                     guint                n)
{
  guint32 julian = way_date_julian (from);

  g_return_val_if_fail (n > 0, way_date_none ());
  if (julian == 0 || julian >= FIRST_JULIAN + N_DAYS)
    return way_date_none ();
  return find_open_day (self, count_before (self, clamp_number (from)) + n - 1);
}

GDate
way_school_days_nth_after (const WaySchoolDays *self,
                           const GDate         *day,
                           guint                n)
{
  GDate next = way_date_is_set (day) ? way_date_add_days (day, 1) : way_date_none ();

  return way_school_days_nth (self, &next, n);
}

GDate
way_school_days_nth_before (const WaySchoolDays *self,
                            const GDate         *day,
                            guint                n)
{
  guint32 julian = way_date_julian (day);
  guint before;

  g_return_val_if_fail (n > 0, way_date_none ());
  if (julian <= FIRST_JULIAN)
    return way_date_none ();
  before = count_before (self, MIN (julian - FIRST_JULIAN, N_DAYS));
  return before >= n ? find_open_day (self, before - n) : way_date_none ();
}

GDate
way_school_days_last (const WaySchoolDays *self,
                      const GDate         *day)
{
  if (way_school_days_is_open (self, day))
    return *day;
  return way_school_days_nth_before (self, day, 1);
}

/* Weeks, half-terms, months */

GDate
way_school_days_nth_week (const WaySchoolDays *self,
                          const GDate         *from,
                          guint                n)
{
  GDate day = way_school_days_nth (self, from, 1);

  g_return_val_if_fail (n > 0, way_date_none ());
  while (way_date_is_set (&day))
    {
      GDate monday = way_date_week_start (&day);
      GDate sunday = way_date_add_days (&monday, 6);

      if (--n == 0)
        return way_school_days_last (self, &sunday);
      day = way_school_days_nth_after (self, &sunday, 1);
    }
  return day;
}

/* The first school day of each stretch; next_of() gives the first day of the
 * stretch after a day's. */
static GArray *
first_of (const WaySchoolDays *self,
          const GDate         *from,
          const GDate         *to,
          GDate              (*next_of) (const GDate *day))
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (GDate));
  GDate day = way_school_days_nth (self, from, 1);

  while (way_date_is_set (&day) && way_date_compare (&day, to) <= 0)
    {
      GDate next = next_of (&day);

      g_array_append_val (days, day);
      day = way_school_days_nth (self, &next, 1);
    }
  return days;
}

static GDate
next_week (const GDate *day)
{
  GDate monday = way_date_week_start (day);

  return way_date_add_days (&monday, 7);
}

static GDate
next_month (const GDate *day)
{
  GDate first = way_date_ymd (g_date_get_year (day), g_date_get_month (day), 1);

  return way_date_add_months (&first, 1);
}

guint
way_school_days_count_weeks (const WaySchoolDays *self,
                             const GDate         *from,
                             const GDate         *to)
{
  g_autoptr(GArray) weeks = first_of (self, from, to, next_week);

  return weeks->len;
}

GArray *
way_school_days_first_of_weeks (const WaySchoolDays *self,
                                const GDate         *from,
                                const GDate         *to)
{
  return first_of (self, from, to, next_week);
}

GArray *
way_school_days_first_of_months (const WaySchoolDays *self,
                                 const GDate         *from,
                                 const GDate         *to)
{
  return first_of (self, from, to, next_month);
}

/* Weekdays between two school days on which the school rests.  Days closed
 * unexpectedly are no holiday. */
static guint
count_rest (const WaySchoolDays *self,
            const GDate         *before,
            const GDate         *after)
{
  guint rest = 0;

  for (guint number = clamp_number (before) + 1; number < clamp_number (after); number++)
    rest += KIND_OF (self->paint[number]) != WAY_DAY_WEEKEND &&
            KIND_OF (self->paint[number]) != WAY_DAY_CLOSURE;
  return rest;
}

/* Whether two neighbouring school days lie in one half-term.  Days that no
 * calendar decided belong to none. */
static gboolean
is_same_half_term (const WaySchoolDays *self,
                   const GDate         *before,
                   const GDate         *after,
                   guint                least_break)
{
  return way_school_days_source (self, before) != NULL &&
         way_school_days_source (self, after) != NULL &&
         count_rest (self, before, after) < least_break;
}

gboolean
way_school_days_half_term (const WaySchoolDays *self,
                           const GDate         *day,
                           GDate               *from,
                           GDate               *to)
{
  const WayCode *rule = way_codes_lookup ("calendar_rule", "half_term_break");
  guint least_break = (guint) way_code_get_int (rule, "weekdays", 0);
  GDate next;

  *from = *to = way_school_days_nth (self, day, 1);
  if (!way_date_is_set (from) || way_school_days_source (self, from) == NULL)
    return FALSE;

  next = way_school_days_nth_before (self, from, 1);
  while (way_date_is_set (&next) && is_same_half_term (self, &next, from, least_break))
    {
      *from = next;
      next = way_school_days_nth_before (self, from, 1);
    }
  next = way_school_days_nth_after (self, to, 1);
  while (way_date_is_set (&next) && is_same_half_term (self, to, &next, least_break))
    {
      *to = next;
      next = way_school_days_nth_after (self, to, 1);
    }
  return TRUE;
}

/* Terms of exclusions */

GDate
way_school_days_easter_monday (int year)
{
  /* The anonymous Gregorian computus: the golden number, the century's
   * corrections, the paschal full moon and the Sunday after it. */
  int golden = year % 19;
  int century = year / 100;
  int rest = year % 100;
  int correction = (century - (century + 8) / 25 + 1) / 3;
  int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
  int shift = (golden + 11 * epact + 22 * weekday) / 451;
  int days = epact + weekday - 7 * shift + 114;
  GDate sunday = way_date_ymd (year, days / 31, days % 31 + 1);

  return way_date_add_days (&sunday, 1);
}

static GDate
reference_date (const WayCode *row,
                int            year)
{
  if (way_code_is (row, "easter_monday"))
    return way_school_days_easter_monday (year);
  return way_date_ymd (year, way_code_get_int (row, "month", 1), way_code_get_int (row, "day", 1));
}

/* The row of the reference date that ends the term of a day. */
static const WayCode *
find_term (const GDate *day,
           GDate       *from,
           GDate       *to)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("reference_date", day);
  const WayCode *found = NULL;
  int year = g_date_get_year (day);

  *from = *to = way_date_none ();
  for (int y = year - 1; y <= year + 1; y++)
    for (guint i = 0; i < rows->len; i++)
      {
        const WayCode *row = g_ptr_array_index (rows, i);
        GDate reference = reference_date (row, y);

        if (way_date_compare (&reference, day) < 0)
          {
            if (way_date_compare (&reference, from) > 0)
              *from = reference;
          }
        else if (found == NULL || way_date_compare (&reference, to) < 0)
          {
            *to = reference;
            found = row;
          }
      }
  *from = way_date_add_days (from, 1);
  return found;
}

void
way_school_days_exclusion_term (const GDate *day,
                                GDate       *from,
                                GDate       *to)
{
  find_term (day, from, to);
}

/* Plain weekdays in August, or in a year without a calendar, are no term. */
WayTerm
way_school_days_term (const WaySchoolDays *self,
                      const GDate         *day)
{
  WayTerm term = { .first = way_date_none (), .last = way_date_none () };
  GDate open;

  term.name = way_code_get (find_term (day, &term.from, &term.to), "term");
  term.year = way_date_school_year (&term.to);
  open = way_school_days_nth (self, &term.from, 1);
  while (way_date_is_set (&open) && way_date_compare (&open, &term.to) <= 0)
    {
      if (way_school_days_source (self, &open) != NULL)
        {
          if (!way_date_is_set (&term.first))
            term.first = open;
          term.last = open;
        }
      open = way_school_days_nth_after (self, &open, 1);
    }
  return term;
}

GArray *
way_school_days_terms (const WaySchoolDays *self,
                       const GDate         *from,
                       const GDate         *to)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (WayTerm));
  GDate day = *from;

  while (way_date_compare (&day, to) <= 0)
    {
      WayTerm term = way_school_days_term (self, &day);

      g_array_append_val (terms, term);
      day = way_date_add_days (&term.to, 1);
    }
  return terms;
}

gboolean
way_school_days_is_working_day (const GDate *day)
{
  guint number;

  return find_number (day, &number) && !is_weekend (number) && !is_bank_holiday (number);
}
