/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral looked over, and on paper. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-ctl-table.h"
#include "way-file.h"
#include "way-journey.h"
#include "way-people.h"
#include "way-permit.h"
#include "way-records.h"
#include "way-referral-findings.h"
#include "way-referral-sheet.h"
#include "way-sheet-draw.h"

/* --- check referral --- */

WayCtlStatus
way_ctl_run_check_referral (WayCtl  *ctl,
                            GError **error)
{
  static const char *const headings[] = { "section", "kind", "field", "text", NULL };
  GDate today = way_ctl_today (ctl);
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(WayCtlTable) table = NULL;
  WayId id;

  if (!way_ctl_read_id (ctl, &id, error))
    return WAY_CTL_REFUSED;
  found = way_referral_findings_list (way_ctl_db (ctl), &id, &today, error);
  if (found == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < found->len; i++)
    {
      const WayReferralFinding *finding = found->pdata[i];

      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, finding->section->id);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, finding->is_error ? "wrong" : "missing");
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, finding->field);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, finding->text);
    }
  return found->len > 0 ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

/* --- report referral --- */

static char *
say_record (const WayField *field,
            const WayId    *id,
            WayDb          *db)
{
  const WayEntity *entity = way_entity_by_name (field->set);
  gpointer record = way_records_get (db, entity, id, NULL);
  char *title;

  if (record == NULL)
    return g_strdup ("");
  title = way_record_title (entity, record);
  way_record_free (entity, record);
  return title;
}

/* Codes by their labels, records by what they are called, all else as the machine
 * writes it. */
char *
way_ctl_say_value (const WayField *field,
                   gconstpointer   record,
                   WayDb          *db)
{
  g_autofree char *text = way_field_to_text (field, record);

  if (field->kind == WAY_KIND_REFERENCE && *text != '\0')
    {
      WayValue value = way_field_get (field, record);

      return say_record (field, &value.id, db);
    }
  if (field->kind == WAY_KIND_CODE && *text != '\0')
    return g_strdup (_(way_codes_label (field->set, text)));
  return g_steal_pointer (&text);
}

static WaySheet *
make_sheet (WayCtl  *ctl,
            GError **error)
{
  WayReferralSheetWords words = { way_ctl_say_value, way_ctl_translate, "en-GB" };
  g_autofree char *authority = way_ctl_dup_authority (ctl);
  g_autoptr(WayReferralForm) form = NULL;
  GDate today = way_ctl_today (ctl);
  WayId id;

  if (!way_ctl_flag (ctl, "empty"))
    {
      if (!way_ctl_read_id (ctl, &id, error))
        return NULL;
      form = way_referral_form_load (way_ctl_db (ctl), &id, &today, error);
      if (form == NULL)
        return NULL;
    }
  return way_referral_sheet_new (form, way_ctl_db (ctl), authority, &today, &words);
}

/* The empty form tells of nobody. */
static gboolean
note_report (WayCtl  *ctl,
             GError **error)
{
  WayTrailEntry entry = {
    .action = WAY_TRAIL_EXPORT,
    .entity = &way_referral_entity,
    .count = 1,
    .what = "referral form",
  };


  if (way_ctl_flag (ctl, "empty"))
    return TRUE;
  if (!way_ctl_read_id (ctl, &entry.row, error))
    return FALSE;
  return way_permit_hand_out (way_ctl_db (ctl), &entry, NULL, error);
}

WayCtlStatus
way_ctl_run_report_referral (WayCtl  *ctl,
                             GError **error)
{
  const char *path = way_ctl_need (ctl, "out", error);
  g_autoptr(WaySheet) sheet = path != NULL ? make_sheet (ctl, error) : NULL;
  g_autoptr(GBytes) pdf = sheet != NULL ? way_sheet_to_pdf (sheet, error) : NULL;

  return pdf != NULL && note_report (ctl, error) && way_file_write (path, pdf, error) ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}
