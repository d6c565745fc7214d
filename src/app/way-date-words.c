/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days in words, both ways.  The names come from our own tables, not from the
 * C library's locale, so that they follow the language of the window. */
#include "way-date-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-text.h"

static const char *const weekdays[] = {
  N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
  N_("Sunday"),
};

static const char *const short_weekdays[] = {
  N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
};

static const char *const months[] = {
  N_("January"), N_("February"), N_("March"), N_("April"), NC_("month", "May"), N_("June"),
  N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
};

static const char *const short_months[] = {
  N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), NC_("short month", "May"), N_("Jun"),
  N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

static const char *
month_name (int month)
{
  return month == 5 ? C_("month", "May") : _(months[month - 1]);
}

static const char *
short_month_name (int month)
{
  return month == 5 ? C_("short month", "May") : _(short_months[month - 1]);
}

char *
way_date_words_day (const GDate *day,
                    const GDate *today)
{
  const char *weekday = _(short_weekdays[way_date_weekday (day) - 1]);
  const char *month = short_month_name (g_date_get_month (day));

  if (g_date_get_year (day) == g_date_get_year (today))
    /* Translators: weekday, day, month: “Thu 12 Nov”. */
    return g_strdup_printf (C_("day", "%s %d %s"), weekday, g_date_get_day (day), month);

  /* Translators: weekday, day, month, year: “Thu 12 Nov 2026”. */
  return g_strdup_printf (C_("day", "%s %d %s %d"), weekday, g_date_get_day (day), month,
                          g_date_get_year (day));
}

char *
way_date_words_moment (gint64       milliseconds,
                       const GDate *today)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (milliseconds / 1000);
  g_autofree char *words = NULL;
  GDate day;

  if (time == NULL)
    return g_strdup ("");
  day = way_date_ymd (g_date_time_get_year (time), g_date_time_get_month (time),
                      g_date_time_get_day_of_month (time));
  words = way_date_words_day (&day, today);
  /* Translators: a day and a time of day: “Tue 10 Nov, 14:05”. */
  return g_strdup_printf (_("%s, %02d:%02d"), words, g_date_time_get_hour (time),
                          g_date_time_get_minute (time));
}

char *
way_date_words_long (const GDate *day)
{
  return g_strdup_printf (C_("day", "%s %d %s %d"), _(weekdays[way_date_weekday (day) - 1]),
                          g_date_get_day (day), month_name (g_date_get_month (day)),
                          g_date_get_year (day));
}

char *
way_date_words_short (const GDate *day)
{
  /* Translators: day, month, year: “12 Nov 2026”. */
  return g_strdup_printf (C_("day", "%d %s %d"), g_date_get_day (day),
                          short_month_name (g_date_get_month (day)), g_date_get_year (day));
}

char *
way_date_words_month (const GDate *day)
{
  /* Translators: month, year: “November 2026”. */
  return g_strdup_printf (C_("month", "%s %d"), month_name (g_date_get_month (day)),
                          g_date_get_year (day));
}

const char *
way_date_words_weekday (int weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, "");

  return _(short_weekdays[weekday - 1]);
}

char *
way_date_words_near (const GDate *day,
                     const GDate *today)
{
  int days = way_date_days_between (today, day);

  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Tomorrow"));
  if (days == -1)
    return g_strdup (_("Yesterday"));
  if (days > 0)
    return g_strdup_printf (ngettext ("In %d day", "In %d days", days), days);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", -days), -days);
}

char *
way_date_words_due (const GDate *due,
                    const GDate *today,
                    int          school_days)
{
  int days = way_date_days_between (today, due);

  if (days == 0)
    return g_strdup (_("Today"));
  if (days == 1)
    return g_strdup (_("Tomorrow"));
  if (days > 0)
    return g_strdup_printf (ngettext ("In %d school day", "In %d school days", school_days),
                            school_days);

  school_days = ABS (school_days);
  return g_strdup_printf (ngettext ("%d school day late", "%d school days late", school_days),
                          school_days);
}

/* Words typed may be cut after three letters: "nov", "novem". */
static gboolean
begins (const char *name,
        const char *typed)
{
  g_autofree char *folded = way_text_fold (name);

  return g_utf8_strlen (typed, -1) >= 3 && g_str_has_prefix (folded, typed);
}

static int
find_month (const char *typed)
{
  for (int month = 1; month <= 12; month++)
    if (begins (months[month - 1], typed) || begins (month_name (month), typed) ||
        begins (short_month_name (month), typed))
      return month;
  return 0;
}

static int
find_weekday (const char *typed)
{
  for (int weekday = 1; weekday <= 7; weekday++)
    if (begins (weekdays[weekday - 1], typed) || begins (_(weekdays[weekday - 1]), typed) ||
        begins (_(short_weekdays[weekday - 1]), typed))
      return weekday;
  return 0;
}

/* "+3", "-3", "+2w". */
static gboolean
parse_steps (const char  *typed,
             const GDate *today,
             GDate       *day)
{
  g_autofree char *number = NULL;
  gboolean weeks = g_str_has_suffix (typed, "w");
  gint64 steps;

  if (*typed != '+' && *typed != '-')
    return FALSE;

  number = g_strndup (typed + 1, strlen (typed + 1) - weeks);
  if (!way_text_parse_int (number, 0, weeks ? 520 : 3650, &steps))
    return FALSE;

  *day = way_date_add_days (today, (*typed == '-' ? -1 : 1) * (int) steps * (weeks ? 7 : 1));
  return TRUE;
}

static gboolean
set_day (GDate  *day,
         gint64  year,
         gint64  month,
         gint64  number)
{
  if (year < 1000 || year > 9999 ||
      !g_date_valid_dmy ((GDateDay) number, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  *day = way_date_ymd ((int) year, (int) month, (int) number);
  return TRUE;
}

/* The day and month of the year that brings it nearest to today. */
static gboolean
set_nearest (GDate       *day,
             gint64       month,
             gint64       number,
             const GDate *today)
{
  gboolean found = FALSE;

  for (int year = g_date_get_year (today) - 1; year <= g_date_get_year (today) + 1; year++)
    {
      GDate candidate;

      if (!set_day (&candidate, year, month, number))
        continue;
      if (!found || ABS (way_date_days_between (today, &candidate)) <
                      ABS (way_date_days_between (today, day)))
        *day = candidate;
      found = TRUE;
    }
  return found;
}

static gint64
whole_year (gint64       year,
            const char  *typed,
            const GDate *today)
{
  int now = g_date_get_year (today);

  if (strlen (typed) != 2)
    return year;
  year += now - now % 100;
  return year > now + 20 ? year - 100 : year;
}

/* "12 nov 2026", "12 11 26", "12 nov", "nov 12": parts of letters and figures. */
static gboolean
parse_parts (char       **parts,
             const GDate *today,
             GDate       *day)
{
  guint n_parts = g_strv_length (parts);
  gint64 number;
  gint64 month;
  gint64 year;

  if (n_parts < 2 || n_parts > 3)
    return FALSE;
  if (!g_ascii_isdigit (*parts[0]) && n_parts >= 2)
    {
      char *swap = parts[0];

      parts[0] = parts[1];
      parts[1] = swap;
    }
  if (!way_text_parse_int (parts[0], 1, 31, &number))
    return FALSE;
  month = find_month (parts[1]);
  if (month == 0 && !way_text_parse_int (parts[1], 1, 12, &month))
    return FALSE;
  if (n_parts == 2)
    return set_nearest (day, month, number, today);

  if (!way_text_parse_int (parts[2], 0, 9999, &year))
    return FALSE;
  return set_day (day, whole_year (year, parts[2], today), month, number);
}

/* Figures and letters apart, and no empty parts: "12nov" is two. */
static char **
split_parts (const char *typed)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GString) part = g_string_new (NULL);
  int kind = 0;

  for (const char *p = typed;; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      int new_kind = letter == 0 ? 0 : g_unichar_isdigit (letter) ? 1 : g_unichar_isalpha (letter) ? 2 : 0;

      if (new_kind != kind && part->len > 0)
        {
          g_strv_builder_add (builder, part->str);
          g_string_truncate (part, 0);
        }
      if (letter == 0)
        break;
      if (new_kind != 0)
        g_string_append_unichar (part, letter);
      kind = new_kind;
    }
  return g_strv_builder_end (builder);
}

static gboolean
parse_word (const char  *folded,
            const GDate *today,
            GDate       *day)
{
  static const struct
  {
    const char *word;
    int         days;
  } near_days[] = {
    { N_("today"), 0 },
    { N_("tomorrow"), 1 },
    { N_("yesterday"), -1 },
  };
  int weekday;

  for (guint i = 0; i < G_N_ELEMENTS (near_days); i++)
    if (begins (near_days[i].word, folded) || begins (_(near_days[i].word), folded))
      {
        *day = way_date_add_days (today, near_days[i].days);
        return TRUE;
      }

  weekday = find_weekday (folded);
  if (weekday == 0)
    return FALSE;
  /* On a Monday, "mon" is a week on: today has a word of its own. */
  *day = way_date_add_days (today, (weekday - way_date_weekday (today) + 6) % 7 + 1);
  return TRUE;
}

gboolean
way_date_words_parse (const char  *typed,
                      const GDate *today,
                      GDate       *day)
{
  g_autofree char *stripped = g_strstrip (g_utf8_casefold (typed, -1));
  g_auto(GStrv) parts = NULL;
  GDate found;

  *day = way_date_none ();
  if (strlen (stripped) > 64)
    return FALSE;
  if (way_date_parse (stripped, &found) || parse_steps (stripped, today, &found) ||
      parse_word (stripped, today, &found))
    {
      *day = found;
      return TRUE;
    }

  parts = split_parts (stripped);
  if (!parse_parts (parts, today, &found))
    return FALSE;
  *day = found;
  return TRUE;
}
