/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a child: the view of what is known, above what any record page
 * has, and the step that comes next; the week over all sites; and everything that
 * is recorded, in order. */
#include "way-pupil-page.h"

#include <glib/gi18n.h>

#include "way-chronology-view.h"
#include "way-date-words.h"
#include "way-doubts.h"
#include "way-joins.h"
#include "way-print.h"
#include "way-pupil-acts.h"
#include "way-pupil-view.h"
#include "way-pupil-words.h"
#include "way-referral-form-page.h"
#include "way-table-sheet.h"
#include "way-timetable-view.h"

struct _WayPupilPage
{
  WayRecordPage  parent_instance;

  WayPupilView  *view;
  WayTimetableView  *timetable;
  AdwViewStackPage  *timetable_page;
  WayChronologyView *chronology;
  gboolean       address_hidden;   /* of the record on view */
};

G_DEFINE_FINAL_TYPE (WayPupilPage, way_pupil_page, WAY_TYPE_RECORD_PAGE)

static void
show_head (WayPupilPage        *self,
           const WayPupilFacts *facts,
           const GDate         *today)
{
  WayRecordPage *page = WAY_RECORD_PAGE (self);
  const WayPupil *pupil = facts->pupil;
  const char *year = pupil->year != NULL ? _(way_codes_label ("nc_year", pupil->year)) : NULL;
  g_autofree char *upn = pupil->upn != NULL ? g_strdup_printf (_("UPN %s"), pupil->upn) : NULL;
  g_autofree char *detail = g_strjoin (year != NULL && upn != NULL ? " · " : "",
                                       year != NULL ? year : "", upn != NULL ? upn : "", NULL);
  g_autofree char *where = way_pupil_words_where (facts, today);

  way_record_page_set_person (page, way_page_get_title (WAY_PAGE (self)));
  way_record_page_set_detail (page, detail);
  way_record_page_set_state (page, where, "mark-location-symbolic", NULL);
}

/* --- The next step --- */

static GVariant *
record_target (const char  *entity,
               const WayId *id)
{
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (id, text);
  return g_variant_new ("(ss)", entity, text);
}

/* Where a duty is met: at the placement, the referral, or by referring. */
static void
show_duty (WayPupilPage        *self,
           const WayPupilFacts *facts,
           const GDate         *today)
{
  const WayDutyFact *duty = facts->next_duty;
  WayRecordPage *page = WAY_RECORD_PAGE (self);
  const char *label = way_pupil_words_duty_step (duty);
  g_autofree char *due = way_pupil_words_due (&duty->due, today, facts->next_days);

  if (!way_id_is_null (&duty->placement))
    way_record_page_set_step (page, label, due, "win.open-record",
                              record_target ("placement", &duty->placement));
  else if (!way_id_is_null (&duty->referral))
    way_record_page_set_step (page, label, due, "win.open-record",
                              record_target ("referral", &duty->referral));
  else
    way_record_page_set_step (page, label, due, "win.new", NULL);
  if (duty->duty.state == WAY_DUTY_BREACHED)
    way_record_page_set_step_state (page, "way-late-symbolic", "red");
  else if (duty->duty.state == WAY_DUTY_DUE)
    way_record_page_set_step_state (page, "way-due-symbolic", "amber");
}

static void
show_step (WayPupilPage        *self,
           const WayPupilFacts *facts,
           const GDate         *today)
{
  WayRecordPage *page = WAY_RECORD_PAGE (self);

  if (facts->next == WAY_NEXT_DUTY)
    show_duty (self, facts, today);
  else if (facts->referral != NULL)
    way_record_page_set_step (page, _("Open Referral"), NULL, "win.open-record",
                              record_target ("referral", &facts->referral->id));
  else if (facts->next == WAY_NEXT_END)
    {
      g_autofree char *due = way_pupil_words_due (&facts->next_day, today, facts->next_days);

      way_record_page_set_step (page, _("Plan Next Step"), due, "win.open-record",
                                record_target ("placement", &facts->placement->id));
    }
  else if (facts->next == WAY_NEXT_NONE)
    way_record_page_set_step (page, _("Refer This Pupil"), NULL, "win.new", NULL);
  else
    way_record_page_set_step (page, NULL, NULL, NULL, NULL);
}

/* --- The other views --- */

/* How many doubts there are stands at the view's name. */
static gboolean
show_timetable (WayPupilPage  *self,
                GError       **error)
{
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  WayDb *db = way_session_get_db (session);
  const WayId *id = way_record_page_get_id (WAY_RECORD_PAGE (self));
  const GDate *today = way_session_get_today (session);
  g_autoptr(WayPupilHours) hours = way_pupil_hours_read (db, id, today, error);
  g_autoptr(GArray) doubts = NULL;

  if (hours == NULL)
    return FALSE;
  doubts = way_doubts_of_child (db, id, today, error);
  if (doubts == NULL)
    return FALSE;
  way_timetable_view_show (self->timetable, hours, doubts, today);
  adw_view_stack_page_set_badge_number (self->timetable_page, doubts->len);
  return TRUE;
}

static gboolean
show_chronology (WayPupilPage         *self,
                 const WaySchoolDays  *days,
                 GError              **error)
{
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  WayChronology *found = way_chronology_load (way_session_get_db (session),
                                              way_record_page_get_id (WAY_RECORD_PAGE (self)),
                                              error);

  if (found == NULL)
    return FALSE;
  way_chronology_view_show (self->chronology, session, found, days);
  return TRUE;
}

/* --- Paper --- */

static WaySheet *
make_sheet (WayPupilPage *self)
{
  g_autofree char *title = g_strdup_printf (_("Chronology of %s"),
                                            way_page_get_title (WAY_PAGE (self)));
  WaySheetInfo info = {
    .title = title,
    .language = way_print_language (),
    .marking = _("Official – sensitive"),
    .made_on = *way_session_get_today (way_page_get_session (WAY_PAGE (self))),
  };

  return way_table_sheet_new (way_chronology_view_get_table (self->chronology), &info);
}

static void
way_pupil_page_print (WayPage *page)
{
  way_print_sheet (GTK_WIDGET (page), make_sheet (WAY_PUPIL_PAGE (page)));
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  /* A file's name may stand in lists that others see: no child's name. */
  way_print_save_pdf (widget, make_sheet (WAY_PUPIL_PAGE (widget)), _("Chronology.pdf"));
}

static void
way_pupil_page_filter (WayPage *page)
{
  way_record_page_show_view (WAY_RECORD_PAGE (page), "chronology");
  way_chronology_view_start_filter (WAY_PUPIL_PAGE (page)->chronology);
}

/* --- The page --- */

static void
way_pupil_page_show (WayRecordPage *page,
                     gpointer       record)
{
  WayPupilPage *self = WAY_PUPIL_PAGE (page);
  WaySession *session = way_page_get_session (WAY_PAGE (page));
  const GDate *today = way_session_get_today (session);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), &error);
  g_autoptr(WayPupilFacts) found = NULL;
  const WaySchoolDays *days = NULL;

  WAY_RECORD_PAGE_CLASS (way_pupil_page_parent_class)->show (page, record);
  self->address_hidden = ((const WayPupil *) record)->address_hidden == 1;
  if (facts != NULL)
    days = way_facts_days (facts, NULL, &error);
  if (days != NULL)
    found = way_pupil_facts_load (facts, way_record_page_get_id (page), today, &error);
  if (found == NULL || !show_timetable (self, &error) || !show_chronology (self, days, &error))
    {
      way_page_show_failed (WAY_PAGE (page), error);
      return;
    }
  show_head (self, found, today);
  show_step (self, found, today);
  if (!way_pupil_view_show (self->view, g_steal_pointer (&facts), g_steal_pointer (&found), today,
                            &error))
    way_page_show_failed (WAY_PAGE (page), error);
}

/* A record that was joined with another is read under the kept one. */
static void
way_pupil_page_refresh (WayPage *page)
{
  const WayId *id = way_record_page_get_id (WAY_RECORD_PAGE (page));
  WayId kept;

  if (way_joins_kept (way_session_get_db (way_page_get_session (page)), id, &kept, NULL) &&
      !way_id_equal (&kept, id))
    way_page_set_record (page, way_pupil_entity.name, &kept);
  WAY_PAGE_CLASS (way_pupil_page_parent_class)->refresh (page);
}

/* Opens the form of a referral, of this child. */
static void
way_pupil_page_create (WayPage *page)
{
  way_referral_form_page_open (page, NULL, way_record_page_get_id (WAY_RECORD_PAGE (page)));
}

/* What the view says already, and where a child lives who must not be found. */
static gboolean
way_pupil_page_shows_field (WayRecordPage  *page,
                            const WayField *field)
{
  static const char *const said[] = {
    "forename", "surname", "upn", "birth", "year", "home_district", "home_la", "looked_after",
    "social_worker", "young_carer", NULL
  };
  static const char *const address[] = { "street", "town", "postcode", NULL };
  gboolean hidden = WAY_PUPIL_PAGE (page)->address_hidden;

  if (g_str_equal (field->name, "address_hidden"))
    return hidden;
  if (hidden && g_strv_contains (address, field->name))
    return FALSE;
  return !g_strv_contains (said, field->name);
}

static gboolean
way_pupil_page_shows_related (WayRecordPage   *page,
                              const WayEntity *entity,
                              const WayField  *field)
{
  static const char *const shown[] = {
    "enrolment", "need", "circumstance", "contact", "support_round", "exclusion", "absence",
    "direction", "s19_case", "part_time", "referral", "placement", NULL
  };

  return g_strv_contains (shown, entity->name);
}

/* --- The whole record --- */

static const struct
{
  const char *action;
  const char *label;
  void      (*act) (WayPage *page, const WayId *pupil);
} acts[] = {
  { "pupil.seal", N_("S_eal This Case…"), way_pupil_acts_seal },
  { "pupil.name", N_("_Name Somebody for This Case…"), way_pupil_acts_name },
  { "pupil.hold", N_("_Legal Hold…"), way_pupil_acts_hold },
  { "pupil.request", N_("Record a Re_quest for Records…"), way_pupil_acts_request },
  { "pupil.hand-out", N_("Hand _Out All about This Child…"), way_pupil_acts_hand_out },
};

static void
add_acts (WayRecordPage *page)
{
  g_autoptr(GMenu) section = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    g_menu_append (section, _(acts[i].label), acts[i].action);
  way_record_page_add_section (page, G_MENU_MODEL (section));
}

static void
act_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].action, action_name))
      acts[i].act (WAY_PAGE (widget), way_record_page_get_id (WAY_RECORD_PAGE (widget)));
}

static void
way_pupil_page_class_init (WayPupilPageClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "pupil.save-pdf", NULL,
                                   save_pdf_action);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), acts[i].action, NULL, act_action);
  WAY_PAGE_CLASS (klass)->create = way_pupil_page_create;
  WAY_PAGE_CLASS (klass)->filter = way_pupil_page_filter;
  WAY_PAGE_CLASS (klass)->print = way_pupil_page_print;
  WAY_PAGE_CLASS (klass)->refresh = way_pupil_page_refresh;
  WAY_RECORD_PAGE_CLASS (klass)->show = way_pupil_page_show;
  WAY_RECORD_PAGE_CLASS (klass)->shows_field = way_pupil_page_shows_field;
  WAY_RECORD_PAGE_CLASS (klass)->shows_related = way_pupil_page_shows_related;
}

static void
way_pupil_page_init (WayPupilPage *self)
{
  WayRecordPage *page = WAY_RECORD_PAGE (self);

  self->view = WAY_PUPIL_VIEW (way_pupil_view_new ());
  gtk_box_append (way_record_page_get_top (page), GTK_WIDGET (self->view));
  self->timetable = WAY_TIMETABLE_VIEW (way_timetable_view_new ());
  self->timetable_page = way_record_page_add_view (page, GTK_WIDGET (self->timetable), "timetable",
                                                   _("Timetable"), "x-office-calendar-symbolic");
  self->chronology = WAY_CHRONOLOGY_VIEW (way_chronology_view_new ());
  way_record_page_add_view (page, GTK_WIDGET (self->chronology), "chronology", _("Chronology"),
                            "document-open-recent-symbolic");
  g_object_bind_property (self, "folded", self->chronology, "folded", G_BINDING_SYNC_CREATE);
  add_acts (page);
  way_record_page_add_to_menu (page, _("_Print the Chronology…"), "win.print");
  way_record_page_add_to_menu (page, _("_Save the Chronology as PDF…"), "pupil.save-pdf");
  way_record_page_add_to_menu (page, _("_Refer This Pupil…"), "win.new");
}
