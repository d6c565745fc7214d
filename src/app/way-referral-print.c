/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The council's form, from what a session holds. */
#include "way-referral-print.h"

#include <glib/gi18n.h>

#include "way-field-words.h"
#include "way-print.h"
#include "way-referral-sheet.h"

static const char *
translate (const char *msgid)
{
  return _(msgid);
}

WaySheet *
way_referral_print_new (WaySession      *session,
                        WayReferralForm *form)
{
  WayReferralSheetWords words = { way_field_words_get, translate, way_print_language () };

  return way_referral_sheet_new (form, way_session_get_db (session),
                                 way_session_get_authority (session),
                                 way_session_get_today (session), &words);
}

WaySheet *
way_referral_print_new_for (WaySession   *session,
                            const WayId  *referral,
                            GError      **error)
{
  g_autoptr(WayReferralForm) form =
    way_referral_form_load (way_session_get_db (session), referral,
                            way_session_get_today (session), error);

  return form != NULL ? way_referral_print_new (session, form) : NULL;
}

void
way_referral_print_save (GtkWidget *from,
                         WaySheet  *sheet)
{
  /* A file's name may stand in lists that others see: no child's name. */
  way_print_save_pdf (from, sheet, _("Referral.pdf"));
}
