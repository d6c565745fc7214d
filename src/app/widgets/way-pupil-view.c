/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts, chart and rows of a child's page. */
#include "way-pupil-view.h"

#include <glib/gi18n.h>

#include "way-chart-view.h"
#include "way-chart-words.h"
#include "way-columns.h"
#include "way-date-words.h"
#include "way-fact-grid.h"
#include "way-pupil-chart.h"
#include "way-pupil-words.h"
#include "way-routes.h"
#include "way-school-periods.h"
#include "way-source-button.h"

struct _WayPupilView
{
  GtkBox         parent_instance;

  WayFacts      *facts;      /* of what is on view; the days are its own */
  WayPupilFacts *found;
  const WaySchoolDays *days;
  GDate          today;

  /* Template children */
  WayFactGrid   *fact_grid;
  WayChartView  *chart_view;
  AdwActionRow  *last_row;
  GtkWidget     *last_arrow;
  AdwActionRow  *next_row;
  WaySourceButton *next_source;
  GtkWidget     *next_arrow;
};

G_DEFINE_FINAL_TYPE (WayPupilView, way_pupil_view, GTK_TYPE_BOX)

/* --- Facts --- */

static void
add_born (WayPupilView        *self,
          const WayPupilFacts *facts)
{
  g_autofree char *day = NULL;
  g_autofree char *age = NULL;

  if (way_date_is_set (&facts->pupil->birth))
    day = way_date_words_short (&facts->pupil->birth);
  if (facts->age >= 0)
    age = g_strdup_printf (ngettext ("%d year old", "%d years old", (gulong) facts->age),
                           facts->age);
  way_fact_grid_add (self->fact_grid, _("Born"), day, age);
}

static void
add_roll (WayPupilView        *self,
          const WayPupilFacts *facts)
{
  g_autofree char *note = NULL;

  if (facts->main_school == NULL)
    note = g_strdup (_("on no school’s roll"));
  else if (facts->is_single_at_ap)
    note = g_strdup (_("the only roll"));
  else if (facts->placement != NULL)
    note = g_strdup_printf (_("also on roll at %s"), facts->setting);
  way_fact_grid_add (self->fact_grid, _("Main roll"), facts->main_school, note);
}

static void
add_needs (WayPupilView        *self,
           const WayPupilFacts *facts)
{
  const char *value = facts->support != NULL ? _(facts->support->label) : NULL;
  g_autofree char *note = NULL;

  if (facts->primary_need != NULL && facts->secondary_need != NULL)
    note = g_strdup_printf (_("%s; %s"), _(facts->primary_need->label),
                            _(facts->secondary_need->label));
  else if (facts->primary_need != NULL)
    note = g_strdup (_(facts->primary_need->label));
  way_fact_grid_add (self->fact_grid, _("Special needs"), value, note);
}

/* A hidden address is not narrowed down to a district either; whose duties the
 * child's are must be known all the same. */
static void
add_home (WayPupilView        *self,
          const WayPupilFacts *facts)
{
  const char *la = facts->pupil->home_la;
  gboolean hidden = facts->pupil->address_hidden == 1;
  g_autofree char *note = NULL;

  if (la != NULL)
    note = g_strdup_printf (_("%s is the home council"), way_codes_label ("la", la));
  way_fact_grid_add (self->fact_grid, _("Lives in"), hidden ? _("Hidden") : facts->district, note);
}

static void
add_attendance (WayPupilView        *self,
                const WayPupilFacts *facts)
{
  g_autofree char *value = NULL;
  g_autofree char *note = NULL;

  if (facts->possible > 0)
    {
      g_autofree char *share =
        way_chart_say_number (100.0 * (double) facts->attended / (double) facts->possible, 1);

      value = g_strdup_printf (_("%s%%"), share);
      note = g_strdup_printf (ngettext ("%d of %d session", "%d of %d sessions",
                                        (gulong) facts->possible),
                              (int) facts->attended, (int) facts->possible);
    }
  way_fact_grid_add (self->fact_grid, _("Attendance this term"), value, note);
}

static void
add_suspended (WayPupilView        *self,
               const WayPupilFacts *facts)
{
  g_autofree char *days = way_pupil_words_days (facts->half_days);
  g_autofree char *before = way_pupil_words_number (facts->half_days_before);
  g_autofree char *limit = way_pupil_words_number (facts->half_days_limit);
  g_autofree char *value = g_strdup_printf (_("%s this year"), days);
  g_autofree char *note = g_strdup_printf (_("%s last year; limit %s"), before, limit);

  way_fact_grid_add (self->fact_grid, _("Suspended"), value, note);
}

static const char *
payer_words (const char *payer)
{
  if (g_strcmp0 (payer, "LA") == 0)
    return _("council");
  if (g_strcmp0 (payer, "SCHOOL") == 0)
    return _("school");
  return payer != NULL ? payer : _("not said");
}

/* Who pays as it was agreed, or as the route leaves no choice. */
static const char *
find_payer (const WayPupilFacts *facts,
            WayRouteChoice       choice)
{
  WayRouteConsequence found[WAY_N_ROUTE_CHOICES];
  const char *agreed = NULL;

  if (facts->agreed != NULL)
    agreed = choice == WAY_ROUTE_TOP_UP ? facts->agreed->top_up_payer : facts->agreed->place_payer;
  if (agreed != NULL)
    return agreed;
  if (!way_routes_consequences (facts->route_set, facts->placement->route,
                                &facts->placement->start, found))
    return NULL;
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    if (found[i].choice == choice && !found[i].is_open)
      return found[i].who;
  return NULL;
}

static char *
arranged_words (const WayPupilFacts *facts)
{
  const char *who = facts->placement->commissioner;

  if (g_strcmp0 (who, "SCHOOL") == 0)
    return g_strdup_printf (_("Arranged by %s"), facts->main_school != NULL && !facts->is_single_at_ap
                                                   ? facts->main_school : _("the school"));
  return who != NULL ? g_strdup (_("Arranged by the council")) : NULL;
}

static void
add_route (WayPupilView        *self,
           const WayPupilFacts *facts)
{
  const WayCode *route = NULL;
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *note = NULL;

  if (facts->placement != NULL && facts->placement->route != NULL)
    route = way_codes_lookup ("route", facts->placement->route);
  if (route == NULL)
    {
      way_fact_grid_add (self->fact_grid, _("Route"), NULL,
                         facts->placement == NULL ? _("no placement today") : NULL);
      return;
    }
  label = g_strdup_printf (_("Route %d, %s"), way_code_get_int (route, "number", 0),
                           _(route->label));
  value = arranged_words (facts);
  /* Translators: who pays the place and the top-up: “place: council; top-up: school”. */
  note = g_strdup_printf (_("place: %s; top-up: %s"),
                          payer_words (find_payer (facts, WAY_ROUTE_LUMP_SUM)),
                          payer_words (find_payer (facts, WAY_ROUTE_TOP_UP)));
  way_fact_grid_add (self->fact_grid, label, value, note);
}

static void
add_care (WayPupilView        *self,
          const WayPupilFacts *facts)
{
  const WayPupil *pupil = facts->pupil;
  gboolean asked = pupil->looked_after != WAY_INTEGER_NONE ||
                   pupil->social_worker != WAY_INTEGER_NONE;
  const char *value = asked ? _("None") : NULL;

  if (pupil->looked_after == 1)
    value = _("Looked after");
  else if (pupil->social_worker == 1)
    value = _("Has a social worker");
  way_fact_grid_add (self->fact_grid, _("Social care"), value,
                     pupil->young_carer == 1 ? _("is a young carer") : NULL);
}

static void
show_facts (WayPupilView        *self,
            const WayPupilFacts *facts)
{
  way_fact_grid_clear (self->fact_grid);
  add_born (self, facts);
  add_roll (self, facts);
  add_needs (self, facts);
  add_home (self, facts);
  add_attendance (self, facts);
  add_suspended (self, facts);
  add_route (self, facts);
  add_care (self, facts);
}

/* --- Last and next --- */

/* What a row says, and the record behind it; entity NULL: none. */
static void
show_row (AdwActionRow *row,
          GtkWidget    *arrow,
          const char   *title,
          const char   *subtitle,
          const char   *entity,
          const WayId  *id)
{
  char text[WAY_ID_TEXT_SIZE] = "";

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  gtk_widget_set_visible (arrow, entity != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), entity != NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), NULL);
  if (entity == NULL)
    return;
  way_id_format (id, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", entity, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
}

/* Whose id the bar keeps. */
static const char *
bar_entity (const WayPupilBar *bar)
{
  if (bar->lane == WAY_LANE_EXCLUSIONS)
    return "exclusion";
  if (bar->lane == WAY_LANE_ABSENCES)
    return "absence";
  return bar->lane == WAY_LANE_ROLLS && !bar->is_placed ? "enrolment" : "placement";
}

static void
show_last (WayPupilView        *self,
           const WayPupilFacts *facts,
           const GDate         *today)
{
  gboolean ended = FALSE;
  const WayPupilBar *last = way_pupil_facts_last (facts, today, &ended);
  g_autofree char *title = NULL;
  g_autofree char *day = NULL;
  g_autofree char *subtitle = NULL;

  if (last == NULL)
    {
      g_autofree char *month = way_chart_say_month (way_chart_gettext,
                                                    way_date_julian (&facts->from));

      title = g_strdup_printf (_("Nothing since %s"), month);
      show_row (self->last_row, self->last_arrow, title, _("Last entry"), NULL, NULL);
      return;
    }
  title = way_pupil_words_entry (last, ended);
  day = way_date_words_day (ended ? &last->to : &last->from, today);
  subtitle = g_strdup_printf (_("Last entry, %s"), day);
  show_row (self->last_row, self->last_arrow, title, subtitle, bar_entity (last),
            &last->record);
}

/* The last day of the placement, where that is still to come. */
static const GDate *
find_last_day (const WayPupilFacts *facts,
               const GDate         *today)
{
  const GDate *day;

  if (facts->placement == NULL)
    return NULL;
  day = way_date_is_set (&facts->placement->end) ? &facts->placement->end
                                                 : &facts->placement->expected_end;
  return way_date_is_set (day) && way_date_compare (day, today) >= 0 ? day : NULL;
}

static char *
next_subtitle (const GDate         *day,
               const WaySchoolDays *days,
               const GDate         *today)
{
  GDate tomorrow = way_date_add_days (today, 1);
  g_autofree char *words = way_date_words_day (day, today);
  int left = (int) way_school_days_count (days, &tomorrow, day);

  return g_strdup_printf (ngettext ("Next date, %s, in %d school day",
                                    "Next date, %s, in %d school days", (gulong) left),
                          words, left);
}

/* The placement that begins next. */
static const WayPupilBar *
find_start (const WayPupilFacts *facts)
{
  for (guint i = 0; facts->next == WAY_NEXT_START && i < facts->bars->len; i++)
    {
      const WayPupilBar *bar = &g_array_index (facts->bars, WayPupilBar, i);

      if (bar->lane == WAY_LANE_PLACEMENTS && way_date_compare (&bar->from, &facts->next_day) == 0)
        return bar;
    }
  return NULL;
}

static void
show_next (WayPupilView        *self,
           const WayPupilFacts *facts,
           const WaySchoolDays *days,
           const GDate         *today)
{
  const GDate *last_day = find_last_day (facts, today);
  const WayPupilBar *start = find_start (facts);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  way_source_button_set_rule (self->next_source, NULL);
  if (start != NULL)
    {
      title = g_strdup_printf (_("First day at %s"), start->name);
      subtitle = next_subtitle (&start->from, days, today);
      show_row (self->next_row, self->next_arrow, title, subtitle, "placement", &start->record);
    }
  else if (last_day != NULL)
    {
      title = g_strdup_printf (_("Last day at %s, unless extended"), facts->setting);
      subtitle = next_subtitle (last_day, days, today);
      show_row (self->next_row, self->next_arrow, title, subtitle, "placement",
                &facts->placement->id);
    }
  else if (facts->next_duty != NULL)
    {
      g_autofree char *due = way_pupil_words_due (&facts->next_duty->due, today, facts->next_days);

      title = way_pupil_words_duty (facts->next_duty);
      subtitle = g_strdup_printf (_("Next date: %s"), due);
      show_row (self->next_row, self->next_arrow, title, subtitle, NULL, NULL);
      way_source_button_set_rule (self->next_source, facts->next_duty->rule);
    }
  else
    show_row (self->next_row, self->next_arrow, _("Nothing is planned"), _("Next date"), NULL,
              NULL);
}

/* --- All of it --- */

static void
clear (WayPupilView *self)
{
  self->days = NULL;
  g_clear_pointer (&self->found, way_pupil_facts_free);
  g_clear_pointer (&self->facts, way_facts_free);
}

/* Some days of the time at school, as the view of the chart asks for them. */
static WayChart *
make_chart (guint32  from,
            guint32  to,
            gpointer data)
{
  WayPupilView *self = data;

  if (self->found == NULL)
    return NULL;
  return way_pupil_chart_new_days (self->found, self->days, &self->today, from, to);
}

gboolean
way_pupil_view_show (WayPupilView   *self,
                     WayFacts       *facts,
                     WayPupilFacts  *found,
                     const GDate    *today,
                     GError        **error)
{
  gboolean has_life = found->bars->len > 0 || found->attendance->len > 0;

  g_return_val_if_fail (WAY_IS_PUPIL_VIEW (self), FALSE);

  clear (self);
  self->facts = facts;
  self->found = found;
  self->today = *today;
  self->days = way_facts_days (facts, NULL, error);
  if (self->days == NULL)
    return FALSE;
  show_facts (self, found);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_view), has_life);
  if (has_life)
    {
      g_autoptr(WayChart) chart = way_pupil_chart_new (found, self->days, today);

      way_chart_view_set_chart (self->chart_view, chart);
    }
  show_last (self, found, today);
  show_next (self, found, self->days, today);
  return TRUE;
}

static void
way_pupil_view_dispose (GObject *object)
{
  WayPupilView *self = WAY_PUPIL_VIEW (object);

  if (self->chart_view != NULL)
    way_chart_view_set_range_func (self->chart_view, NULL, NULL);
  clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PUPIL_VIEW);

  G_OBJECT_CLASS (way_pupil_view_parent_class)->dispose (object);
}

static void
way_pupil_view_class_init (WayPupilViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_pupil_view_dispose;

  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_FACT_GRID);
  g_type_ensure (WAY_TYPE_SOURCE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/pupil-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPupilView, fact_grid);
  gtk_widget_class_bind_template_child (widget_class, WayPupilView, chart_view);
  gtk_widget_class_bind_template_child (widget_class, WayPupilView, last_row);
  gtk_widget_class_bind_template_child (widget_class, WayPupilView, last_arrow);
  gtk_widget_class_bind_template_child (widget_class, WayPupilView, next_row);
  gtk_widget_class_bind_template_child (widget_class, WayPupilView, next_source);
  gtk_widget_class_bind_template_child (widget_class, WayPupilView, next_arrow);
}

static void
way_pupil_view_init (WayPupilView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_chart_view_set_range_func (self->chart_view, make_chart, self);
}

GtkWidget *
way_pupil_view_new (void)
{
  return g_object_new (WAY_TYPE_PUPIL_VIEW, NULL);
}
