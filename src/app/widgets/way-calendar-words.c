/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a day of a calendar is and who says so. */
#include "way-calendar-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-codes.h"
#include "way-date-words.h"

/* --- Who --- */

char *
way_calendar_words_whose (const WayCalendarYear *year,
                          WayDaysOwner           owner)
{
  if (owner == WAY_DAYS_OF_PLACE)
    /* Translators: a school. */
    return g_strdup_printf (_("%s’s calendar"), year->place);
  if (*year->authority != '\0')
    return g_strdup_printf (_("%s’s calendar"), year->authority);
  return g_strdup (_("the authority’s calendar"));
}

/* Where an establishment's day is not its own, that is said of the day. */
static char *
source_words (const WayCalendarYear *year,
              WayDaysOwner           owner)
{
  g_autofree char *whose = way_calendar_words_whose (year, owner);

  if (owner == WAY_DAYS_OF_WEEK)
    return g_strdup (_("no calendar names it, so that it counts as any weekday"));
  if (owner == WAY_DAYS_OF_PLACE || year->place == NULL)
    /* Translators: “Ardenshire’s calendar”. */
    return g_strdup_printf (_("from %s"), whose);
  if (year->is_borrowed)
    return g_strdup_printf (_("from %s: there is none of its own"), whose);
  return g_strdup_printf (_("from %s: its own says nothing of it"), whose);
}

/* --- What --- */

static const char *
kind_words (WayDayKind kind)
{
  static const char *const words[WAY_N_DAY_KINDS] = {
    [WAY_DAY_SCHOOL] = N_("open, both sessions"),
    [WAY_DAY_MORNING] = N_("open, morning session only"),
    [WAY_DAY_AFTERNOON] = N_("open, afternoon session only"),
    [WAY_DAY_WEEKEND] = N_("weekend"),
    [WAY_DAY_HOLIDAY] = N_("holiday"),
    [WAY_DAY_BANK_HOLIDAY] = N_("bank holiday"),
    [WAY_DAY_INSET] = N_("training day"),
    [WAY_DAY_CLOSURE] = N_("closed"),
  };

  return _(words[kind]);
}

/* A name that only says the kind again is not said: neither is the half-term's,
 * of each of its days. */
static gboolean
is_worth_saying (const WayCalendarCell *cell,
                 const char            *kind)
{
  g_autofree char *name = NULL;
  g_autofree char *folded = NULL;

  if (cell->name == NULL || cell->kind == WAY_DAY_SCHOOL)
    return FALSE;
  name = g_utf8_casefold (cell->name, -1);
  folded = g_utf8_casefold (kind, -1);
  return strcmp (name, folded) != 0;
}

char *
way_calendar_words_day (const WayCalendarYear *year,
                        const GDate           *day)
{
  const WayCalendarCell *cell = way_calendar_year_cell (year, day);
  const char *kind = cell != NULL ? kind_words (cell->kind) : NULL;
  g_autofree char *date = NULL;
  g_autofree char *source = NULL;
  g_autofree char *what = NULL;

  if (cell == NULL)
    return g_strdup ("");
  date = way_date_words_long (day);
  if (cell->kind == WAY_DAY_WEEKEND)
    /* Translators: a day, and what it is: “open, both sessions”, “weekend”. */
    return g_strdup_printf (C_("calendar", "%s: %s"), date, kind);
  source = source_words (year, cell->owner);
  /* Translators: what a day is and what it is called: “bank holiday, Christmas Day”. */
  what = is_worth_saying (cell, kind)
           ? g_strdup_printf (C_("calendar day", "%s, %s"), kind, cell->name) : g_strdup (kind);
  /* Translators: a day, what it is, and who says so. */
  return g_strdup_printf (C_("calendar", "%s: %s · %s"), date, what, source);
}

char *
way_calendar_words_entry (const WayCalendarDay *entry)
{
  const char *kind = _(way_codes_label ("calendar_kind", entry->kind));
  g_autofree char *from = way_date_words_short (&entry->from);
  g_autofree char *to = NULL;
  g_autofree char *days = NULL;

  if (!way_date_is_set (&entry->to) || way_date_equal (&entry->from, &entry->to))
    {
      days = g_strdup (from);
    }
  else
    {
      to = way_date_words_short (&entry->to);
      /* Translators: two days. */
      days = g_strdup_printf (_("%s to %s"), from, to);
    }
  if (entry->name == NULL || g_utf8_collate (entry->name, kind) == 0)
    /* Translators: a kind of days, and which: “Holiday, 24 Dec 2026 to 1 Jan 2027”. */
    return g_strdup_printf (C_("calendar entry", "%s, %s"), kind, days);
  /* Translators: the same, and what they are called. */
  return g_strdup_printf (C_("calendar entry", "%s, %s · %s"), kind, days, entry->name);
}

/* --- The year --- */

/* Whose days an establishment's are, where they are not its own; else NULL. */
static char *
say_fallback (const WayCalendarYear *year)
{
  g_autofree char *whose = way_calendar_words_whose (year, WAY_DAYS_OF_AUTHORITY);
  guint own = year->weekdays[WAY_DAYS_OF_PLACE];

  if (year->place == NULL ||
      year->weekdays[WAY_DAYS_OF_AUTHORITY] + year->weekdays[WAY_DAYS_OF_WEEK] == 0)
    return NULL;
  if (year->is_borrowed)
    /* Translators: a school, and “Ardenshire’s calendar”. */
    return g_strdup_printf (_("%s keeps no calendar of its own. These are the days of %s."),
                            year->place, whose);
  if (own == 0)
    return g_strdup_printf (_("%s’s own calendar says nothing of this school year. These are the "
                              "days of %s."), year->place, whose);
  return g_strdup_printf (ngettext ("%s’s own calendar decides %u weekday of this school year. The "
                                    "others are those of %s.",
                                    "%s’s own calendar decides %u weekdays of this school year. "
                                    "The others are those of %s.", own),
                          year->place, own, whose);
}

char *
way_calendar_words_caution (const WayCalendarYear *year)
{
  g_autofree char *fallback = say_fallback (year);
  const char *plain = _("No terms are entered for this school year: a weekday that no calendar "
                        "names counts as a school day.");

  if (year->weekdays[WAY_DAYS_OF_WEEK] == 0)
    return g_steal_pointer (&fallback);
  return fallback != NULL ? g_strdup_printf ("%s %s", fallback, plain) : g_strdup (plain);
}

char *
way_calendar_words_summary (const WayCalendarYear *year)
{
  g_autofree char *whose = way_calendar_words_whose (year, WAY_DAYS_OF_AUTHORITY);
  g_autofree char *name = way_calendar_words_year (year->year);
  g_autofree char *days = g_strdup_printf (ngettext ("%u school day in %s", "%u school days in %s",
                                                     year->school_days),
                                           year->school_days, name);

  if (year->weekdays[WAY_DAYS_OF_WEEK] > 0)
    /* Translators: “190 school days in 2026/27”. */
    return g_strdup_printf (_("%s, as no terms are entered"), days);
  if (year->place == NULL || year->weekdays[WAY_DAYS_OF_PLACE] == 0)
    /* Translators: the same, and “Ardenshire’s calendar”. */
    return g_strdup_printf (_("%s, from %s"), days, whose);
  if (year->weekdays[WAY_DAYS_OF_AUTHORITY] == 0)
    return g_strdup_printf (_("%s, from its own calendar"), days);
  return g_strdup_printf (_("%s, from its own calendar and %s"), days, whose);
}

char *
way_calendar_words_year (int year)
{
  return g_strdup_printf ("%d/%02d", year, (year + 1) % 100);
}

/* --- Terms --- */

char *
way_calendar_words_count (const WayCalendarTerm *term)
{
  g_autofree char *days =
    g_strdup_printf (ngettext ("%u school day", "%u school days", term->days), term->days);

  if (term->halves == 0)
    return g_steal_pointer (&days);
  /* Translators: “72 school days”, and how many of them are half-days. */
  return g_strdup_printf (ngettext ("%s, %u of them half a day", "%s, %u of them half-days",
                                    term->halves), days, term->halves);
}

char *
way_calendar_words_bounds (const WayCalendarTerm *term)
{
  g_autofree char *from = way_date_words_short (&term->term.from);
  g_autofree char *to = way_date_words_short (&term->term.to);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (!way_date_is_set (&term->term.first))
    return g_strdup_printf (_("For exclusions %s to %s"), from, to);
  first = way_date_words_short (&term->term.first);
  last = way_date_words_short (&term->term.last);
  /* Translators: the first and last school day of a term, and the bounds that
   * count for exclusions. */
  return g_strdup_printf (_("%s to %s. For exclusions %s to %s"), first, last, from, to);
}
