/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which route, and what follows from it.  Who arranges and pays comes from the
 * dated route table through the service; this only says it. */
#include "way-route-view.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-day-strip.h"
#include "way-due-label.h"
#include "way-field-words.h"
#include "way-form.h"
#include "way-route-sets.h"
#include "way-source-button.h"

struct _WayRouteView
{
  WaySession         *session;
  WayReferralForm    *form;
  WayRouteChosenFunc  chosen;
  gpointer            data;
  WayRouteSets       *sets;     /* NULL: could not be read */
  GPtrArray          *checks;   /* GtkCheckButton, owned by route_list */
  gboolean            setting;

  /* Of the builder, lent */
  GtkLabel    *route_title;
  GtkListBox  *route_list;
  GtkLabel    *route_problem;
  GtkLabel    *follows_label;
  WaySourceButton *follows_source;
  GtkListBox  *follows_list;
  GtkWidget   *choices;
  GtkWidget   *open_choices;
  GtkWidget   *exception;
  GtkBox      *findings_box;
  GtkWidget   *limit_box;
  WayDueLabel *limit_due;
  GtkLabel    *limit_rule;
  WayDayStrip *day_strip;
};

static const struct
{
  WayRouteChoice choice;
  const char    *field;      /* of the referral */
  const char    *icon_name;
} choice_rows[] = {
  { WAY_ROUTE_COMMISSIONER, "commissioner", "way-pupils-symbolic" },
  { WAY_ROUTE_LUMP_SUM, "place_payer", "way-money-symbolic" },
  { WAY_ROUTE_TOP_UP, "top_up_payer", "way-money-symbolic" },
  { WAY_ROUTE_REGISTRATION, "registration", "way-table-symbolic" },
};

gboolean
way_route_view_is_school (WaySession *session)
{
  WayDb *db = way_session_get_db (session);
  g_autofree char *role = db != NULL ? way_db_dup_setting (db, "role") : NULL;

  return g_strcmp0 (role, "school") == 0;
}

static WayReferral *
get_referral (WayRouteView *self)
{
  return way_referral_form_get (self->form, WAY_REFERRAL_PART_REFERRAL);
}

static const char *
label_of (WayRouteView  *self,
          const WayCode *code)
{
  return way_route_view_is_school (self->session) ? _(code->label_in_school) : _(code->label);
}

/* "LA SCHOOL" in the words of a row's end. */
static const char *
say_who (WayRouteView *self,
         const char   *who,
         gboolean      short_form)
{
  gboolean school = way_route_view_is_school (self->session);

  if (g_str_equal (who, "LA"))
    return short_form ? _("the council") : _("Council");
  if (g_str_equal (who, "SCHOOL"))
    return short_form ? (school ? _("you") : _("the school"))
                      : (school ? _("Your school") : _("School"));
  if (g_str_equal (who, "SETTING"))
    return short_form ? _("the setting") : _("The setting");
  if (g_str_equal (who, "LA SCHOOL"))
    return short_form ? (school ? _("you or the council") : _("the school or the council"))
                      : _("Say which");
  return short_form ? _("say which") : _("Say which");
}

/* --- The routes --- */

/* The table of routes by which the case goes, and its day.  Where the tables
 * cannot be read the shipped one is shown; saving then says what is wrong. */
static const WayRouteSet *
find_set (WayRouteView *self,
          GDate        *on)
{
  *on = *way_session_get_today (self->session);
  return self->sets != NULL ? way_route_sets_for_referral (self->sets, get_referral (self), on, on)
                            : NULL;
}

/* What another route does not allow is not chosen any more. */
static void
clear_choices (WayRouteView *self,
               WayReferral  *referral)
{
  GDate on;
  const WayRouteSet *set = find_set (self, &on);

  for (guint i = 0; i < G_N_ELEMENTS (choice_rows); i++)
    {
      const WayField *field = way_entity_field (&way_referral_entity, choice_rows[i].field);
      WayValue value = way_field_get (field, referral);
      WayValue none = { WAY_VALUE_NONE };

      if (value.type == WAY_VALUE_TEXT &&
          !way_routes_allows (set, referral->route, choice_rows[i].choice, value.text, &on))
        way_field_set (field, referral, &none);
    }
  way_referral_fill_choices (set, referral, &on);
}

static void
route_toggled_cb (GtkCheckButton *check,
                  WayRouteView   *self)
{
  const char *route = g_object_get_data (G_OBJECT (check), "route");
  WayReferral *referral = get_referral (self);

  if (self->setting || !gtk_check_button_get_active (check) ||
      g_strcmp0 (referral->route, route) == 0)
    return;

  g_free (referral->route);
  referral->route = g_strdup (route);
  clear_choices (self, referral);
  way_route_view_set_problem (self, NULL);
  way_route_view_update (self);
  self->chosen (self->data);
}

static const char *
find_arranger (WayRouteView *self,
               const char   *route)
{
  WayRouteConsequence choices[WAY_N_ROUTE_CHOICES];
  GDate on;
  const WayRouteSet *set = find_set (self, &on);

  if (!way_routes_consequences (set, route, &on, choices))
    return "";
  return say_who (self, choices[WAY_ROUTE_COMMISSIONER].who, TRUE);
}

static GtkWidget *
make_end_label (const char *text,
                const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_route (WayRouteView  *self,
           const WayCode *route)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  const char *arranger = find_arranger (self, route->id);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label_of (self, route));
  gtk_widget_set_tooltip_text (row, route->note != NULL ? _(route->note) : NULL);
  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label_of (self, route), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_end_label (arranger, "dim-label"));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (check), "route", (gpointer) route->id);
  g_signal_connect (check, "toggled", G_CALLBACK (route_toggled_cb), self);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (self->route_list, row);
}

static void
show_route (WayRouteView *self,
            const char   *route)
{
  self->setting = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->checks, i);

      gtk_check_button_set_active (check,
                                   g_strcmp0 (route, g_object_get_data (G_OBJECT (check), "route")) == 0);
    }
  self->setting = FALSE;
}

/* --- What follows --- */

static char *
say_costs (WayRouteChoice                  choice,
           const WayReferralConsequences  *follows)
{
  if (choice == WAY_ROUTE_LUMP_SUM && follows->place_year != WAY_INTEGER_NONE)
    {
      g_autofree char *year = way_field_words_money (follows->place_year);
      g_autofree char *day = way_field_words_money (follows->place_day);

      /* Translators: “£10,000.00 a year, about £52.63 a school day”. */
      return g_strdup_printf (_("%s a year, about %s a school day"), year, day);
    }
  if (choice == WAY_ROUTE_TOP_UP && follows->n_settings > 0)
    {
      g_autofree char *least = way_field_words_money (follows->top_up_least);
      g_autofree char *most = way_field_words_money (follows->top_up_most);

      if (follows->top_up_least == follows->top_up_most)
        return g_strdup_printf (_("%s a school day"), least);
      return g_strdup_printf (_("%s to %s a school day, by setting"), least, most);
    }
  return NULL;
}

static void
add_consequence (WayRouteView                   *self,
                 const WayReferralConsequences  *follows,
                 guint                           place)
{
  const WayRouteConsequence *one = &follows->choices[choice_rows[place].choice];
  g_autofree char *costs = say_costs (choice_rows[place].choice, follows);
  const char *explanation = one->explanation != NULL ? label_of (self, one->explanation) : "";
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (choice_rows[place].icon_name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(one->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), costs != NULL ? costs : explanation);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_end_label (say_who (self, one->who, FALSE), "heading"));
  gtk_list_box_append (self->follows_list, row);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* Only what the route leaves open is asked. */
static void
show_open_choices (WayRouteView                  *self,
                   const WayReferralConsequences *follows)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (choice_rows); i++)
    {
      gboolean open = follows != NULL && follows->choices[choice_rows[i].choice].is_open;
      WayFieldRow *row = way_form_get_row (WAY_FORM (self->choices), choice_rows[i].field);

      if (row != NULL)
        gtk_widget_set_visible (GTK_WIDGET (row), open);
      any |= open;
    }
  gtk_widget_set_visible (self->open_choices, any);
  if (follows != NULL)
    gtk_widget_set_visible (GTK_WIDGET (way_form_get_row (WAY_FORM (self->choices),
                                                          "payer_reason")),
                            follows->choices[WAY_ROUTE_LUMP_SUM].is_open ||
                              follows->choices[WAY_ROUTE_TOP_UP].is_open);
}

/* The table of routes that says what follows: the authority's own, or a row of
 * the shipped one. */
static void
show_source (WayRouteView *self,
             const char   *route)
{
  GDate on;
  const WayRouteSet *set = find_set (self, &on);

  if (route != NULL && set != NULL)
    way_source_button_set (self->follows_source, _(way_route_set_name (set)),
                           way_route_set_source (set));
  else
    way_source_button_set_rule (self->follows_source,
                                route != NULL ? way_codes_lookup_on ("route_rule", route, &on)
                                              : NULL);
}

static void
update_follows (WayRouteView *self)
{
  const WayReferral *referral = get_referral (self);
  WayReferralConsequences follows;
  g_autofree char *line = NULL;

  clear_list (self->follows_list);
  show_source (self, referral->route);
  gtk_widget_set_visible (GTK_WIDGET (self->follows_list), referral->route != NULL);
  if (referral->route == NULL ||
      !way_referral_consequences (way_session_get_db (self->session), referral->route,
                                  way_session_get_today (self->session), &follows, NULL))
    {
      gtk_label_set_label (self->follows_label, _("Choose a route, and it is said here."));
      show_open_choices (self, NULL);
      return;
    }

  line = g_strdup (follows.rule != NULL ? _(follows.rule) : "");
  gtk_label_set_label (self->follows_label, line);
  for (guint i = 0; i < G_N_ELEMENTS (choice_rows); i++)
    add_consequence (self, &follows, i);
  show_open_choices (self, &follows);
}

static void
add_finding (WayRouteView          *self,
             const WayRouteFinding *finding)
{
  GtkWidget *label = gtk_label_new (_(finding->text));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  way_source_describe (label, _(finding->text), finding->source);
  gtk_widget_add_css_class (label, finding->is_error ? "field-problem" : "dim-label");
  gtk_box_append (self->findings_box, label);
}

/* A reason for an exception is asked where the table leaves a gap, and stays on
 * view once it is given. */
static void
show_exception (WayRouteView *self,
                gboolean      gap)
{
  gboolean asked = gap || get_referral (self)->exception_reason != NULL;

  gtk_widget_set_visible (self->exception, asked);
  gtk_widget_set_visible (self->choices, asked || gtk_widget_get_visible (self->open_choices));
}

static void
update_findings (WayRouteView *self)
{
  g_autoptr(GArray) findings = NULL;
  GtkWidget *child;
  gboolean gap = FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings_box))) != NULL)
    gtk_box_remove (self->findings_box, child);
  if (get_referral (self)->route != NULL && way_referral_form_has_child (self->form))
    findings = way_referral_form_check (self->form, way_session_get_db (self->session),
                                        way_session_get_today (self->session), NULL);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const WayRouteFinding *finding = &g_array_index (findings, WayRouteFinding, i);

      gap |= !finding->is_error;
      add_finding (self, finding);
    }
  show_exception (self, gap);
}

static void
update_limit (WayRouteView *self)
{
  const GDate *today = way_session_get_today (self->session);
  WayReferralLimit limit;

  gtk_widget_set_visible (self->limit_box, FALSE);
  if (!way_referral_form_limit (self->form, way_session_get_db (self->session), today, &limit, NULL) ||
      limit.clock == NULL)
    return;

  way_due_label_set (self->limit_due, &limit.duty, &limit.clock->due, today);
  gtk_label_set_label (self->limit_rule, _(limit.clock->rule->label));
  way_day_strip_set_clock (self->day_strip, limit.clock, today);
  gtk_widget_set_visible (self->limit_box, TRUE);
  way_referral_limit_clear (&limit);
}

static void
update_title (WayRouteView *self)
{
  const WayPupil *pupil = way_referral_form_get (self->form, WAY_REFERRAL_PART_PUPIL);
  const char *name = pupil->known_as != NULL ? pupil->known_as : pupil->forename;
  g_autofree char *title = name != NULL ? g_strdup_printf (_("Why does %s need a place?"), name)
                                        : g_strdup (_("Why does the child need a place?"));

  gtk_label_set_label (self->route_title, title);
}

WayRouteView *
way_route_view_new (GtkBuilder         *builder,
                    WaySession         *session,
                    WayReferralForm    *form,
                    WayRouteChosenFunc  chosen,
                    gpointer            data)
{
  WayRouteView *self = g_new0 (WayRouteView, 1);
  g_autoptr(GPtrArray) routes = way_codes_list ("route", way_session_get_today (session));

  self->session = session;
  self->form = form;
  self->chosen = chosen;
  self->data = data;
  self->checks = g_ptr_array_new ();
  self->sets = way_route_sets_load (way_session_get_db (session), NULL);
  self->route_title = GTK_LABEL (gtk_builder_get_object (builder, "route_title"));
  self->route_list = GTK_LIST_BOX (gtk_builder_get_object (builder, "route_list"));
  self->route_problem = GTK_LABEL (gtk_builder_get_object (builder, "route_problem"));
  self->follows_label = GTK_LABEL (gtk_builder_get_object (builder, "follows_label"));
  self->follows_source = WAY_SOURCE_BUTTON (gtk_builder_get_object (builder, "follows_source"));
  self->follows_list = GTK_LIST_BOX (gtk_builder_get_object (builder, "follows_list"));
  self->choices = GTK_WIDGET (gtk_builder_get_object (builder, "choices"));
  self->open_choices = GTK_WIDGET (gtk_builder_get_object (builder, "open_choices"));
  self->exception = GTK_WIDGET (gtk_builder_get_object (builder, "exception"));
  self->findings_box = GTK_BOX (gtk_builder_get_object (builder, "findings_box"));
  self->limit_box = GTK_WIDGET (gtk_builder_get_object (builder, "limit_box"));
  self->limit_due = WAY_DUE_LABEL (gtk_builder_get_object (builder, "limit_due"));
  self->limit_rule = GTK_LABEL (gtk_builder_get_object (builder, "limit_rule"));
  self->day_strip = WAY_DAY_STRIP (gtk_builder_get_object (builder, "day_strip"));
  for (guint i = 0; i < routes->len; i++)
    add_route (self, g_ptr_array_index (routes, i));
  return self;
}

void
way_route_view_free (WayRouteView *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->checks->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->checks, i), self);
  g_ptr_array_unref (self->checks);
  g_clear_pointer (&self->sets, way_route_sets_free);
  g_free (self);
}

void
way_route_view_update (WayRouteView *self)
{
  show_route (self, get_referral (self)->route);
  update_title (self);
  update_follows (self);
  update_findings (self);
  update_limit (self);
}

void
way_route_view_set_problem (WayRouteView *self,
                            const char   *problem)
{
  gtk_label_set_label (self->route_problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->route_problem), problem != NULL);
}
