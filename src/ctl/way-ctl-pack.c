/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board pack as a PDF. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>

#include "way-board-sheet.h"
#include "way-copies.h"
#include "way-copy-sheet.h"
#include "way-file.h"
#include "way-sheet-draw.h"

static const char *
translate_chart (const char *msgid,
                 const char *plural,
                 gulong      n)
{
  return plural != NULL ? ngettext (msgid, plural, n) : gettext (msgid);
}

static char *
say_day (const GDate *day)
{
  return way_chart_say_date (translate_chart, way_date_julian (day));
}

/* A copy that was told figures makes its pack of these; all others count a term. */
static WaySheet *
make_sheet (WayCtl  *ctl,
            GError **error)
{
  static const WayPaperWords words = { way_ctl_translate, say_day, way_ctl_say_money, "en-GB" };
  WayBoardAsk ask = { .today = way_ctl_today (ctl), .words = &words,
                      .translate = translate_chart };

  if (way_exchange_own_role (way_ctl_db (ctl)) == WAY_COPY_GOVERNANCE)
    return way_copy_sheet_new (way_ctl_db (ctl), &words, translate_chart, error);
  ask.term = way_ctl_need (ctl, "term", error);
  return ask.term != NULL ? way_board_sheet_new (way_ctl_db (ctl), &ask, error) : NULL;
}

WayCtlStatus
way_ctl_run_pack (WayCtl  *ctl,
                  GError **error)
{
  const char *path = way_ctl_need (ctl, "out", error);
  g_autoptr(WaySheet) sheet = path != NULL ? make_sheet (ctl, error) : NULL;
  g_autoptr(GBytes) pdf = sheet != NULL ? way_sheet_to_pdf (sheet, error) : NULL;

  return pdf != NULL && way_file_write (path, pdf, error) ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}
