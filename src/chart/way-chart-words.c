/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, days and numbers as a chart says them.  One place rounds a value for
 * picture, read-out, table and file, so that they cannot differ. */

#include "way-chart-words.h"

#include "way-date.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_DECIMALS 6
#define MINUS         "\u2212"
#define POUND         "\u00a3"

static const char *const short_days[] = {
  N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
};

static const char *const short_months[] = {
  N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
  N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

static const char *const months[] = {
  N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
  N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
};

const char *
way_chart_say (WayChartTranslateFunc  translate,
               const char            *msgid)
{
  return translate != NULL ? translate (msgid, NULL, 0) : msgid;
}

const char *
way_chart_say_n (WayChartTranslateFunc  translate,
                 const char            *one,
                 const char            *many,
                 gulong                 n)
{
  if (translate != NULL)
    return translate (one, many, n);
  return n == 1 ? one : many;
}

char *
way_chart_say_day (WayChartTranslateFunc translate,
                   guint32               day)
{
  GDate date = way_date_from_julian (day);

  if (!way_date_is_set (&date))
    return g_strdup ("");
  return g_strdup_printf ("%s %u %s %u",
                          way_chart_say (translate, short_days[way_date_weekday (&date) - 1]),
                          g_date_get_day (&date),
                          way_chart_say_short_month (translate, g_date_get_month (&date)),
                          g_date_get_year (&date));
}

char *
way_chart_say_date (WayChartTranslateFunc translate,
                    guint32               day)
{
  GDate date = way_date_from_julian (day);

  if (!way_date_is_set (&date))
    return g_strdup ("");
  return g_strdup_printf ("%u %s %u",
                          g_date_get_day (&date),
                          way_chart_say (translate, months[g_date_get_month (&date) - 1]),
                          g_date_get_year (&date));
}

char *
way_chart_say_month (WayChartTranslateFunc translate,
                     guint32               day)
{
  GDate date = way_date_from_julian (day);

  if (!way_date_is_set (&date))
    return g_strdup ("");
  return g_strdup_printf ("%s %u",
                          way_chart_say (translate, months[g_date_get_month (&date) - 1]),
                          g_date_get_year (&date));
}

const char *
way_chart_say_short_month (WayChartTranslateFunc translate,
                           guint                 month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");
  return way_chart_say (translate, short_months[month - 1]);
}

/* The digits of the rounded absolute value, with a point, in no locale. */
static void
format_digits (double  value,
               guint   decimals,
               char   *digits,
               gsize   size)
{
  double scale = pow (10.0, decimals);
  double rounded = round (fabs (value) * scale) / scale;
  char format[] = "%.0f";

  format[2] = (char) ('0' + decimals);
  g_ascii_formatd (digits, (int) size, format, rounded);
}

static gboolean
is_nothing (const char *digits)
{
  return strspn (digits, "0.") == strlen (digits);
}

char *
way_chart_say_number (double value,
                      guint  decimals)
{
  char digits[400];
  GString *text = g_string_new (NULL);
  gsize whole;

  if (!isfinite (value))
    return g_string_free (text, FALSE);
  format_digits (value, MIN (decimals, MOST_DECIMALS), digits, sizeof digits);
  if (value < 0 && !is_nothing (digits))
    g_string_append (text, MINUS);
  whole = strcspn (digits, ".");
  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, digits + whole);
  return g_string_free (text, FALSE);
}

char *
way_chart_say_amount (double      value,
                      guint       decimals,
                      const char *unit)
{
  g_autofree char *number = way_chart_say_number (value, decimals);
  const char *sign = "";
  const char *digits = number;

  if (unit == NULL || *number == '\0')
    return g_steal_pointer (&number);
  if (g_str_equal (unit, "%"))
    return g_strconcat (number, unit, NULL);
  if (!g_str_has_prefix (unit, POUND))
    return g_steal_pointer (&number);
  if (g_str_has_prefix (number, MINUS))
    {
      sign = MINUS;
      digits = number + strlen (MINUS);
    }
  return g_strconcat (sign, POUND, digits, unit + strlen (POUND), NULL);
}

char *
way_chart_plain_number (double value,
                        guint  decimals)
{
  char digits[400];

  if (!isfinite (value))
    return g_strdup ("");
  format_digits (value, MIN (decimals, MOST_DECIMALS), digits, sizeof digits);
  return g_strconcat (value < 0 && !is_nothing (digits) ? "-" : "", digits, NULL);
}
