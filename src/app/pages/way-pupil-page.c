/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pupil's page: the facts and the timeline that the service gathers, above
 * what any record's page has. */
#include "way-pupil-page.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-fact-grid.h"
#include "way-life-view.h"
#include "way-pupil-facts.h"

struct _WayPupilPage
{
  WayRecordPage parent_instance;

  /* From ui/pupil-top.ui, in the page's top. */
  GtkWidget    *box;
  WayFactGrid  *fact_grid;
  WayLifeView  *life_view;
};

G_DEFINE_FINAL_TYPE (WayPupilPage, way_pupil_page, WAY_TYPE_RECORD_PAGE)

/* Said better above: by the facts, or by the name. */
static const char *const said_above[] = {
  "forename", "surname", "birth", "sex", "year", "home_district", "home_la", NULL
};

static const char *
code_words (const WayCode *code)
{
  return code != NULL ? _(code->label) : NULL;
}

static void
add_born (WayPupilPage        *self,
          const WayPupilFacts *facts)
{
  g_autofree char *day = NULL;
  g_autofree char *age = NULL;

  if (!way_date_is_set (&facts->pupil->birth))
    return;
  day = way_date_words_short (&facts->pupil->birth);
  if (facts->age >= 0)
    age = g_strdup_printf (ngettext ("%d year old", "%d years old", facts->age), facts->age);
  way_fact_grid_add (self->fact_grid, _("Born"), day, age);
}

static void
add_roll (WayPupilPage        *self,
          const WayPupilFacts *facts)
{
  const char *note = NULL;

  if (facts->is_single_at_ap)
    note = _("the setting keeps the only roll");
  else if (facts->main_school == NULL)
    note = _("on no school’s roll");
  way_fact_grid_add (self->fact_grid, _("Main roll"), facts->main_school, note);
}

static void
add_needs (WayPupilPage        *self,
           const WayPupilFacts *facts)
{
  g_autofree char *needs = NULL;

  if (facts->primary_need != NULL && facts->secondary_need != NULL)
    needs = g_strdup_printf ("%s; %s", _(facts->primary_need->label),
                             _(facts->secondary_need->label));
  else if (facts->primary_need != NULL)
    needs = g_strdup (_(facts->primary_need->label));
  way_fact_grid_add (self->fact_grid, _("Special needs"), code_words (facts->support), needs);
}

static void
add_home (WayPupilPage        *self,
          const WayPupilFacts *facts)
{
  const char *la = facts->pupil->home_la;
  g_autofree char *note = NULL;

  if (la != NULL)
    note = g_strdup_printf (_("%s is the home council"), way_codes_label ("la", la));
  way_fact_grid_add (self->fact_grid, _("Lives in"), facts->district, note);
}

static void
add_attendance (WayPupilPage        *self,
                const WayPupilFacts *facts)
{
  g_autofree char *share = NULL;
  g_autofree char *note = NULL;

  if (facts->possible > 0)
    {
      share = g_strdup_printf ("%.1f%%", 100.0 * facts->attended / facts->possible);
      note = g_strdup_printf (_("%d of %d sessions"), (int) facts->attended, (int) facts->possible);
    }
  way_fact_grid_add (self->fact_grid, _("Attendance this term"), share, note);
}

static char *
days_text (gint64 half_days)
{
  return half_days % 2 == 0 ? g_strdup_printf ("%d", (int) (half_days / 2))
                            : g_strdup_printf ("%d½", (int) (half_days / 2));
}

static void
add_suspensions (WayPupilPage        *self,
                 const WayPupilFacts *facts)
{
  g_autofree char *this_year = days_text (facts->half_days);
  g_autofree char *last_year = days_text (facts->half_days_before);
  g_autofree char *value = g_strdup_printf (_("%s days this year"), this_year);
  g_autofree char *note = g_strdup_printf (_("%s days last year; limit %d"), last_year,
                                           (int) (facts->half_days_limit / 2));

  way_fact_grid_add (self->fact_grid, _("Suspended"), value, note);
}

static void
add_route (WayPupilPage        *self,
           const WayPupilFacts *facts)
{
  const WayPlacement *placement = facts->placement;

  if (placement == NULL || placement->route == NULL)
    return;
  way_fact_grid_add (self->fact_grid, _("Route"), _(way_codes_label ("route", placement->route)),
                     placement->registration != NULL
                       ? _(way_codes_label ("registration", placement->registration))
                       : NULL);
}

static void
add_care (WayPupilPage        *self,
          const WayPupilFacts *facts)
{
  const char *value = NULL;

  if (facts->pupil->looked_after == 1)
    value = _("Looked after");
  else if (facts->pupil->social_worker == 1)
    value = _("Has a social worker");
  if (value != NULL)
    way_fact_grid_add (self->fact_grid, _("Social care"), value,
                       _("seen by people who need it"));
}

static void
show_state (WayPupilPage        *self,
            const WayPupilFacts *facts)
{
  const GDate *today = way_session_get_today (way_page_get_session (WAY_PAGE (self)));
  g_autoptr(GString) words = g_string_new (NULL);

  if (facts->placement == NULL)
    {
      way_record_page_set_state (WAY_RECORD_PAGE (self), _("Not placed today"), NULL, "dim-label");
      return;
    }

  g_string_append_printf (words, _("At %s"), facts->provision);
  if (facts->weeks > 0)
    g_string_append_printf (words, _(", week %u of %u"), facts->week, facts->weeks);
  if (way_date_is_set (&facts->placement->expected_end))
    {
      g_autofree char *day = way_date_words_day (&facts->placement->expected_end, today);

      g_string_append_printf (words, _(", until %s"), day);
    }
  way_record_page_set_state (WAY_RECORD_PAGE (self), words->str, "mark-location-symbolic", NULL);
}

static void
set_step (WayPupilPage *self,
          const char   *label,
          const char   *note,
          const char   *entity,
          const WayId  *id)
{
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (id, text);
  way_record_page_set_step (WAY_RECORD_PAGE (self), label, note, "win.open-record",
                            g_variant_new ("(ss)", entity, text));
}

static void
show_step (WayPupilPage        *self,
           const WayPupilFacts *facts)
{
  const GDate *today = way_session_get_today (way_page_get_session (WAY_PAGE (self)));
  g_autofree char *due = NULL;
  g_autofree char *day = NULL;
  g_autofree char *note = NULL;

  if (facts->next != WAY_NEXT_NONE && way_date_is_set (&facts->next_day))
    {
      due = way_date_words_due (&facts->next_day, today, facts->next_days);
      day = way_date_words_day (&facts->next_day, today);
      note = g_strdup_printf ("%s, %s", due, day);
    }

  if (facts->next == WAY_NEXT_DUTY && facts->next_duty != NULL &&
      !way_id_is_null (&facts->next_duty->placement))
    set_step (self, _("Open the _Placement"), note, "placement", &facts->next_duty->placement);
  else if (facts->referral != NULL)
    set_step (self, _("Open the _Referral"), note, "referral", &facts->referral->id);
  else if (facts->placement != NULL)
    set_step (self, _("Open the _Placement"), note, "placement", &facts->placement->id);
  else
    way_record_page_set_step (WAY_RECORD_PAGE (self), NULL, NULL, NULL, NULL);
}

static void
show_facts (WayPupilPage        *self,
            const WayPupilFacts *facts)
{
  way_fact_grid_clear (self->fact_grid);
  add_born (self, facts);
  add_roll (self, facts);
  add_needs (self, facts);
  add_home (self, facts);
  add_attendance (self, facts);
  add_suspensions (self, facts);
  add_route (self, facts);
  add_care (self, facts);
  way_life_view_set_facts (self->life_view, facts,
                           way_session_get_today (way_page_get_session (WAY_PAGE (self))));
  show_state (self, facts);
  show_step (self, facts);
}

static void
way_pupil_page_show (WayRecordPage *page,
                     gpointer       record)
{
  WayPupilPage *self = WAY_PUPIL_PAGE (page);
  WaySession *session = way_page_get_session (WAY_PAGE (page));
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = NULL;
  g_autoptr(WayPupilFacts) pupil = NULL;

  WAY_RECORD_PAGE_CLASS (way_pupil_page_parent_class)->show (page, record);

  facts = way_facts_new (way_session_get_db (session), &error);
  if (facts != NULL)
    pupil = way_pupil_facts_load (facts, way_record_page_get_id (page),
                                  way_session_get_today (session), &error);
  gtk_widget_set_visible (self->box, pupil != NULL);
  if (pupil != NULL)
    {
      show_facts (self, pupil);
    }
  else
    {
      g_autofree char *text = way_error_text (error);

      way_record_page_set_state (page, text, "dialog-warning-symbolic", NULL);
    }
}

static gboolean
way_pupil_page_shows_field (WayRecordPage  *page,
                            const WayField *field)
{
  return !g_strv_contains (said_above, field->name);
}

static void
way_pupil_page_class_init (WayPupilPageClass *klass)
{
  WAY_RECORD_PAGE_CLASS (klass)->show = way_pupil_page_show;
  WAY_RECORD_PAGE_CLASS (klass)->shows_field = way_pupil_page_shows_field;
  g_type_ensure (WAY_TYPE_FACT_GRID);
  g_type_ensure (WAY_TYPE_LIFE_VIEW);
}

static void
way_pupil_page_init (WayPupilPage *self)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/pupil-top.ui");

  self->box = GTK_WIDGET (gtk_builder_get_object (builder, "box"));
  self->fact_grid = WAY_FACT_GRID (gtk_builder_get_object (builder, "fact_grid"));
  self->life_view = WAY_LIFE_VIEW (gtk_builder_get_object (builder, "life_view"));
  gtk_box_append (way_record_page_get_top (WAY_RECORD_PAGE (self)), self->box);
}
