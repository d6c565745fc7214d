/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms over a child's whole record, and the folder of all that is kept about it. */
#include "way-pupil-acts.h"

#include <glib/gi18n.h>

#include "way-access.h"
#include "way-field-words.h"
#include "way-page-ask.h"
#include "way-permit.h"
#include "way-print.h"
#include "way-save-file.h"
#include "way-sheet-draw.h"
#include "way-subject-sheet.h"

/* Opens the form over a new record, where who works here may write it. */
static void
ask (WayPage         *page,
     const WayEntity *entity,
     gconstpointer    record,
     const char      *form,
     const char      *title,
     const char      *name)
{
  g_autoptr(GError) error = NULL;
  WayRecordAsk what = {
    .entity = entity,
    .record = record,
    .is_new = TRUE,
    .form = form,
    .title = title,
    .edit_name = name,
  };

  if (way_permit_check (way_session_get_db (way_page_get_session (page)),
                        way_permit_act_of (entity), &error))
    way_page_ask (page, &what, way_record_id (record), _("Recorded"));
  else
    way_page_say (page, FALSE, NULL, error);
}

static GDate
today_of (WayPage *page)
{
  return *way_session_get_today (way_page_get_session (page));
}

void
way_pupil_acts_seal (WayPage     *page,
                     const WayId *pupil)
{
  g_autoptr(WaySeal) seal = way_seal_new ();

  seal->pupil = *pupil;
  seal->scope = g_strdup ("counted");
  seal->from = today_of (page);
  ask (page, &way_seal_entity, seal, "seal", _("Seal This Case"), _("Seal a case"));
}

void
way_pupil_acts_name (WayPage     *page,
                     const WayId *pupil)
{
  g_autoptr(WayCaseAccess) access = way_case_access_new ();

  access->pupil = *pupil;
  access->kind = g_strdup ("named");
  access->from = today_of (page);
  ask (page, &way_case_access_entity, access, "case-access", _("Name Somebody for This Case"),
       _("Name somebody for a sealed case"));
}

void
way_pupil_acts_hold (WayPage     *page,
                     const WayId *pupil)
{
  g_autoptr(WayLegalHold) hold = way_legal_hold_new ();

  hold->pupil = *pupil;
  hold->from = today_of (page);
  ask (page, &way_legal_hold_entity, hold, "legal-hold", _("Legal Hold"), _("Hold records"));
}

void
way_pupil_acts_request (WayPage     *page,
                        const WayId *pupil)
{
  g_autoptr(WaySubjectRequest) request = way_subject_request_new ();

  request->pupil = *pupil;
  request->kind = g_strdup ("subject");
  request->received = today_of (page);
  ask (page, &way_subject_request_entity, request, "subject-request", _("Request for Records"),
       _("Record a request for records"));
}

/* --- Handing out --- */

typedef struct
{
  WaySession *session;
  WayId       pupil;
} HandOut;

static void
hand_out_free (gpointer data)
{
  HandOut *self = data;

  g_object_unref (self->session);
  g_free (self);
}

static const char *
translate (const char *msgid)
{
  return _(msgid);
}

static gboolean
write_folder (const char  *path,
              gpointer     data,
              GError     **error)
{
  HandOut *self = data;
  WayReferralSheetWords words = { way_field_words_get, translate, way_print_language () };
  const GDate *today = way_session_get_today (self->session);
  WayDb *db = way_session_get_db (self->session);
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  g_autoptr(WaySubjectAccess) access = NULL;
  g_autoptr(WaySheet) sheet = NULL;
  g_autoptr(GBytes) pdf = NULL;

  if (facts != NULL)
    access = way_subject_access_load (facts, &self->pupil, today, error);
  if (access == NULL)
    return FALSE;
  sheet = way_subject_sheet_new (access, db, way_session_get_authority (self->session), today,
                                 &words);
  pdf = way_sheet_to_pdf (sheet, error);
  return pdf != NULL && way_subject_access_write (access, db, pdf, path, error);
}

void
way_pupil_acts_hand_out (WayPage     *page,
                         const WayId *pupil)
{
  static const char *const patterns[] = { "*", NULL };
  WaySession *session = way_page_get_session (page);
  g_autoptr(GError) error = NULL;
  HandOut *data;
  WaySaveAsk what = {
    .title = _("A New Folder for What Is Kept"),
    .name = _("record"),
    .files = _("Folders"),
    .patterns = patterns,
    .done = _("Written: look at what tells of others before it is handed out"),
    .write = write_folder,
    .free_data = hand_out_free,
  };

  if (!way_permit_check (way_session_get_db (session), "subject", &error))
    {
      way_page_say (page, FALSE, NULL, error);
      return;
    }
  data = g_new0 (HandOut, 1);
  data->session = g_object_ref (session);
  data->pupil = *pupil;
  what.data = data;
  way_save_file (GTK_WIDGET (page), &what);
}
