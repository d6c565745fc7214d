/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days into a calendar and out of it, typed or from a file. */
#include "way-calendar-ask.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-calendar-acts.h"
#include "way-calendar-file.h"
#include "way-calendar-words.h"

/* --- Typed --- */

static gboolean
save_new (WayAct    *act,
          gpointer   record,
          gpointer   data,
          GError   **error)
{
  return way_calendar_acts_add (act, data, record, error);
}

static gboolean
save_changed (WayAct    *act,
              gpointer   record,
              gpointer   data,
              GError   **error)
{
  return way_calendar_acts_change (act, record, error);
}

static void
explain (WayRecordDialog       *dialog,
         const WayCalendarYear *year)
{
  g_autofree char *whose = way_calendar_words_whose (year, year->place != NULL
                                                             ? WAY_DAYS_OF_PLACE
                                                             : WAY_DAYS_OF_AUTHORITY);
  g_autofree char *title = g_markup_escape_text (whose, -1);

  way_page_explain (dialog, title,
                    _("One day needs no end. A calendar that names a term decides its whole school "
                      "year: days outside of its terms are closed then."));
}

void
way_calendar_ask_add (WayPage               *page,
                      const WayCalendarYear *year,
                      const GDate           *day)
{
  WayDb *db = way_session_get_db (way_page_get_session (page));
  g_autoptr(WayCalendarDay) days = way_calendar_day_new ();
  g_autoptr(WayCalendar) calendar = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_new;
  WayRecordAsk ask = {
    .entity = &way_calendar_day_entity,
    .record = days,
    .is_new = TRUE,
    .title = _("Add Days"),
    .form = "calendar-day",
    .verb = _("_Add"),
    .save = save_new,
  };

  calendar = way_calendar_acts_find (db, &year->establishment, &is_new, &error);
  if (calendar == NULL)
    {
      way_page_say (page, FALSE, NULL, error);
      return;
    }
  days->calendar = calendar->id;
  days->from = *day;
  explain (way_page_ask (page, &ask, &year->establishment, _("Days added")), year);
}

void
way_calendar_ask_change (WayPage               *page,
                         const WayCalendarYear *year,
                         const WayCalendarDay  *days)
{
  WayRecordAsk ask = {
    .entity = &way_calendar_day_entity,
    .record = days,
    .title = _("Change Days"),
    .form = "calendar-day",
    .save = save_changed,
  };

  explain (way_page_ask (page, &ask, &year->establishment, _("Days changed")), year);
}

void
way_calendar_ask_remove (WayPage              *page,
                         const WayCalendarDay *days)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (page), &who);
  g_autoptr(GError) error = NULL;
  gboolean done = way_calendar_acts_remove (&act, &days->id, &error);

  way_page_say (page, done, _("Days taken out"), error);
}

/* --- From a file --- */

static WayImport *
read_file (WayDb         *db,
           GBytes        *bytes,
           const WayId   *whom,
           const GDate   *today,
           GCancellable  *cancellable,
           GError       **error)
{
  return way_import_calendar (db, bytes, way_id_is_null (whom) ? NULL : whom, cancellable, error);
}

static void
describe (const WayImportItem  *item,
          WayDb                *db,
          char                **title,
          char                **detail)
{
  if (item->entity == &way_calendar_day_entity)
    {
      *title = way_calendar_words_entry (item->record);
      return;
    }
  *title = g_strdup (((const WayCalendar *) item->record)->name);
  *detail = g_strdup (_("The calendar itself, which was not there"));
}

void
way_calendar_ask_import (WayPage               *page,
                         const WayCalendarYear *year,
                         const char            *path)
{
  static const char *const patterns[] = { "*.ics", "*.csv", "*.ICS", "*.CSV", NULL };
  WaySession *session = way_page_get_session (page);
  WayImportAsk ask = {
    .title = _("Import Days"),
    .files = _("Calendars (iCalendar or CSV)"),
    .patterns = patterns,
    .most_bytes = WAY_CALENDAR_MOST_BYTES,
    .read = read_file,
    .whom = year->establishment,
    .describe = describe,
  };

  if (path != NULL)
    way_import_dialog_open (GTK_WIDGET (page), session, &ask, path);
  else
    way_import_dialog_choose (GTK_WIDGET (page), session, &ask);
}
