/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is kept about one child, handed out. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-sheet-draw.h"
#include "way-subject-sheet.h"

static WayFacts *
make_facts (WayCtl  *ctl,
            WayId   *pupil,
            GError **error)
{
  const char *text = way_ctl_need (ctl, "pupil", error);

  if (text == NULL)
    return NULL;
  if (way_id_parse (text, pupil))
    return way_facts_new (way_ctl_db (ctl), error);
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--pupil: “%s” is no id"), text);
  return NULL;
}

WayCtlStatus
way_ctl_run_subject_access (WayCtl  *ctl,
                            GError **error)
{
  WayReferralSheetWords words = { way_ctl_say_value, way_ctl_translate, "en-GB" };
  const char *folder = way_ctl_need (ctl, "out", error);
  WayDb *db = way_ctl_db (ctl);
  GDate today = way_ctl_today (ctl);
  WayId pupil;
  g_autoptr(WayFacts) facts = folder != NULL ? make_facts (ctl, &pupil, error) : NULL;
  g_autoptr(WaySubjectAccess) access = NULL;
  g_autofree char *authority = way_ctl_dup_authority (ctl);
  g_autoptr(WaySheet) sheet = NULL;
  g_autoptr(GBytes) pdf = NULL;

  if (facts == NULL)
    return WAY_CTL_REFUSED;
  access = way_subject_access_load (facts, &pupil, &today, error);
  if (access == NULL)
    return WAY_CTL_REFUSED;
  sheet = way_subject_sheet_new (access, db, authority, &today, &words);
  pdf = way_sheet_to_pdf (sheet, error);
  return pdf != NULL && way_subject_access_write (access, db, pdf, folder, error)
           ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}
