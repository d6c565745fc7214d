/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Terms and holidays for the axes of charts. */
#include "way-school-periods.h"

#include <glib/gi18n.h>

#define WHOLE_WEEK 5                     /* weekdays */

static const char *
short_name (const char *term)
{
  static const struct { const char *term, *label; } names[] = {
    { "autumn", N_("Aut") }, { "spring", N_("Spr") }, { "summer", N_("Sum") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i].term, term) == 0)
      return _(names[i].label);
  return term;
}

static void
append_terms (GArray              *periods,
              const WaySchoolDays *days,
              const GDate         *from,
              const GDate         *to)
{
  g_autoptr(GArray) terms = way_school_days_terms (days, from, to);

  for (guint i = 0; i < terms->len; i++)
    {
      const WayTerm *term = &g_array_index (terms, WayTerm, i);
      WayPeriod period = {
        .kind = WAY_PERIOD_TERM,
        .from = way_date_julian (&term->from),
        .to = way_date_julian (&term->to),
        .label = short_name (term->name),
      };

      g_array_append_val (periods, period);
    }
}

static void
append_holiday (GArray  *periods,
                guint32  from,
                guint32  to)
{
  WayPeriod period = { .kind = WAY_PERIOD_HOLIDAY, .from = from, .to = to };
  guint weekdays = 0;

  for (guint32 julian = from; julian <= to; julian++)
    {
      GDate day = way_date_from_julian (julian);

      weekdays += way_date_weekday (&day) <= 5;
    }
  if (weekdays >= WHOLE_WEEK)
    g_array_append_val (periods, period);
}

static void
append_holidays (GArray              *periods,
                 const WaySchoolDays *days,
                 const GDate         *from,
                 const GDate         *to)
{
  guint32 closed_from = 0;

  for (guint32 julian = way_date_julian (from); julian <= way_date_julian (to) + 1; julian++)
    {
      GDate day = way_date_from_julian (julian);
      gboolean open = julian > way_date_julian (to) || way_school_days_is_open (days, &day);

      if (!open && closed_from == 0)
        closed_from = julian;
      if (open && closed_from != 0)
        {
          append_holiday (periods, closed_from, julian - 1);
          closed_from = 0;
        }
    }
}

GArray *
way_school_periods (const WaySchoolDays *days,
                    const GDate         *from,
                    const GDate         *to)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (WayPeriod));

  append_terms (periods, days, from, to);
  append_holidays (periods, days, from, to);
  return periods;
}

const char *
way_chart_gettext (const char *msgid,
                   const char *plural,
                   gulong      n)
{
  return plural != NULL ? ngettext (msgid, plural, n) : _(msgid);
}
