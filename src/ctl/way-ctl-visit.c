/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings by when they are visited, and a visit on paper. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-ctl-table.h"
#include "way-facts.h"
#include "way-file.h"
#include "way-people.h"
#include "way-permit.h"
#include "way-sheet-draw.h"
#include "way-visit-facts.h"
#include "way-visit-sheet.h"

/* --- visits --- */

static void
add_day (WayCtlTable *table,
         const GDate *day)
{
  g_autofree char *text = way_date_to_iso (day);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_id (WayCtlTable *table,
        const WayId *id)
{
  g_autofree char *text = !way_id_is_null (id) ? way_id_to_string (id) : NULL;

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_setting (WayCtlTable           *table,
             const WayVisitSetting *setting)
{
  add_id (table, &setting->establishment);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, setting->name);
  way_ctl_table_add_int (table, setting->priority.pupils);
  way_ctl_table_add_int (table, setting->priority.weeks);
  way_ctl_table_add_int (table, setting->priority.points);
  way_ctl_table_add_int (table, setting->priority.priority);
  add_day (table, &setting->due.due);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     setting->due.rule != NULL ? setting->due.rule->id : NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     setting->judgement != NULL ? setting->judgement->id : NULL);
  add_day (table, &setting->lapses);
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, setting->risk.is_held ? "yes" : "no");
  add_id (table, &setting->planned);
}

WayCtlStatus
way_ctl_run_visits (WayCtl  *ctl,
                    GError **error)
{
  static const char *const headings[] = {
    "establishment", "name", "pupils", "weeks", "risk", "priority", "due", "rule", "judgement",
    "lapses", "held", "planned", NULL
  };
  GDate today = way_ctl_today (ctl);
  g_autoptr(WayFacts) facts = way_facts_new (way_ctl_db (ctl), error);
  g_autoptr(GPtrArray) settings = facts != NULL ? way_visit_settings (facts, &today, error) : NULL;
  g_autoptr(WayCtlTable) table = NULL;

  if (settings == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < settings->len; i++)
    add_setting (table, g_ptr_array_index (settings, i));
  return WAY_CTL_DONE;
}

/* --- visit report --- */

const char *
way_ctl_translate (const char *msgid)
{
  return _(msgid);
}

char *
way_ctl_dup_authority (WayCtl *ctl)
{
  g_autoptr(GPtrArray) found = way_records_list (way_ctl_db (ctl), &way_authority_entity, NULL,
                                                 NULL, NULL);
  const WayAuthority *first = found != NULL && found->len > 0 ? found->pdata[0] : NULL;

  return g_strdup (first != NULL ? first->name : "");
}

char *
way_ctl_say_money (gint64 pence)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", pence / 100, (int) ABS (pence % 100));
}

static WaySheet *
make_sheet (WayCtl       *ctl,
            const WayId  *visit,
            GError      **error)
{
  WayPaperWords words = { way_ctl_translate, way_date_to_iso, way_ctl_say_money, "en-GB" };
  g_autofree char *authority = way_ctl_dup_authority (ctl);
  GDate today = way_ctl_today (ctl);

  return way_visit_sheet_new (way_ctl_db (ctl), visit, authority, &today, &words, error);
}

WayCtlStatus
way_ctl_run_visit_report (WayCtl  *ctl,
                          GError **error)
{
  const char *path = way_ctl_need (ctl, "out", error);
  g_autoptr(WaySheet) sheet = NULL;
  g_autoptr(GBytes) pdf = NULL;
  WayTrailEntry entry = {
    .action = WAY_TRAIL_EXPORT, .entity = &way_visit_entity, .count = 1, .what = "visit report",
  };

  if (path == NULL || !way_ctl_read_id (ctl, &entry.row, error))
    return WAY_CTL_REFUSED;
  sheet = make_sheet (ctl, &entry.row, error);
  pdf = sheet != NULL ? way_sheet_to_pdf (sheet, error) : NULL;
  return pdf != NULL && way_permit_hand_out (way_ctl_db (ctl), &entry, NULL, error) && way_file_write (path, pdf, error)
           ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}
