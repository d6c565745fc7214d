/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and pictures of a provision; the facts are the service's. */
#include "way-provision-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-chart-view.h"
#include "way-columns.h"
#include "way-date-words.h"
#include "way-field-words.h"
#include "way-school-periods.h"
#include "way-step-bar.h"

struct _WayProvisionView
{
  GtkBox               parent_instance;

  GPtrArray           *rows;          /* of the groups, to take out again */

  /* Template children */
  GtkBox              *story_box;
  WayChartView        *months_view;
  AdwPreferencesGroup *places_group;
  AdwPreferencesGroup *cost_group;
  AdwPreferencesGroup *checks_group;
  AdwPreferencesGroup *contact_group;
};

G_DEFINE_FINAL_TYPE (WayProvisionView, way_provision_view, GTK_TYPE_BOX)

/* --- Words --- */

static char *
years_words (const WayDirectoryRow *row)
{
  if (row->year_low != NULL && row->year_high != NULL && row->year_low != row->year_high)
    return g_strdup_printf (_("%s to %s"), _(row->year_low->label), _(row->year_high->label));
  if (row->year_low != NULL || row->year_high != NULL)
    return g_strdup (_((row->year_low != NULL ? row->year_low : row->year_high)->label));
  return g_strdup (row->phase != NULL ? _(row->phase->label) : NULL);
}

static char *
stay_words (const WayDirectoryRow *row)
{
  int weeks = (int) row->weeks_most;

  if (row->weeks_most == WAY_INTEGER_NONE)
    return NULL;
  if (row->week_kind != NULL && strcmp (row->week_kind->id, "SCHOOL_WEEKS") == 0)
    return g_strdup_printf (ngettext ("up to %d school week", "up to %d school weeks", weeks), weeks);
  return g_strdup_printf (ngettext ("up to %d week", "up to %d weeks", weeks), weeks);
}

char *
way_provision_words_for (const WayDirectoryRow *row)
{
  g_autofree char *years = years_words (row);
  g_autofree char *stay = stay_words (row);
  const char *parts[4] = { NULL };
  guint n = 0;

  if (row->kind != NULL)
    parts[n++] = _(row->kind->label);
  if (years != NULL)
    parts[n++] = years;
  if (stay != NULL)
    parts[n++] = stay;
  return g_strjoinv (", ", (char **) parts);
}

char *
way_provision_words_free (const WayDirectoryRecord *record)
{
  const WayDirectoryRow *row = record->row;

  if (row->places == WAY_INTEGER_NONE)
    return NULL;
  if (row->free > 0)
    return g_strdup_printf (ngettext ("%d place free", "%d places free", (gulong) row->free),
                            (int) row->free);
  if (row->is_elsewhere)
    return g_strdup (_("Full"));
  if (way_date_is_set (&record->next_free))
    {
      g_autofree char *month = way_chart_say_month (way_chart_gettext,
                                                    way_date_julian (&record->next_free));

      return g_strdup_printf (_("Full; next unpromised place in %s"), month);
    }
  return g_strdup (_("Full; no unpromised place in sight"));
}

/* --- The story --- */

static void
add_heading (WayProvisionView *self,
             const char       *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "heading");
  if (gtk_widget_get_first_child (GTK_WIDGET (self->story_box)) != NULL)
    gtk_widget_set_margin_top (label, 6);
  gtk_box_append (self->story_box, label);
}

static void
add_text (WayProvisionView *self,
          const char       *text,
          gboolean          dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), !dim);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (self->story_box, label);
}

static void
add_section (WayProvisionView *self,
             const char       *heading,
             const char       *text)
{
  add_heading (self, heading);
  add_text (self, text != NULL ? text : _("Not written down yet."), text == NULL);
}

static void
add_criterion (WayProvisionView   *self,
               const WayCriterion *criterion)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *label = gtk_label_new (criterion->wording);

  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->story_box, box);
}

static void
add_criteria (WayProvisionView *self,
              const char       *heading,
              const GPtrArray  *criteria,
              gboolean          always)
{
  if (criteria->len == 0 && !always)
    return;
  add_heading (self, heading);
  if (criteria->len == 0)
    add_text (self, _("Not written down yet."), TRUE);
  for (guint i = 0; i < criteria->len; i++)
    add_criterion (self, g_ptr_array_index (criteria, i));
}

/* Where it stands in the range of help. */
static void
add_range (WayProvisionView *self,
           const char       *tiers)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("stage_on_continuum", NULL);
  g_autofree const char **names = g_new0 (const char *, codes->len + 1);
  g_auto(GStrv) lit_codes = g_strsplit (tiers != NULL ? tiers : "", "|", -1);
  GtkWidget *bar = way_step_bar_new ();
  guint64 lit = 0;

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      names[i] = _(code->label);
      if (g_strv_contains ((const char *const *) lit_codes, code->id))
        lit |= G_GUINT64_CONSTANT (1) << i;
    }
  add_heading (self, _("Where it stands in the range of help"));
  way_step_bar_set_steps (WAY_STEP_BAR (bar), names, lit);
  gtk_box_append (self->story_box, bar);
}

static void
show_story (WayProvisionView         *self,
            const WayDirectoryRecord *record)
{
  const WayProvision *provision = record->provision;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->story_box))) != NULL)
    gtk_box_remove (self->story_box, child);
  add_range (self, provision->tiers);
  add_section (self, _("What it is for"),
               provision->description != NULL ? provision->description
                                              : record->setting->description);
  add_criteria (self, _("Who may come"), record->entry, TRUE);
  add_section (self, _("How to get in"), provision->access);
  add_section (self, _("How to get out"), provision->way_out);
  add_criteria (self, _("Ready to leave when"), record->leaving, FALSE);
}

/* --- What comes free --- */

static char *
months_title (const WayDirectoryRecord *record)
{
  guint free = 0;
  guint promised = 0;
  g_autofree char *last = NULL;

  for (guint i = 0; i < WAY_DIRECTORY_MONTHS; i++)
    {
      free += record->months[i].free;
      promised += record->months[i].promised;
    }
  last = way_chart_say_month (way_chart_gettext,
                              way_date_julian (&record->months[WAY_DIRECTORY_MONTHS - 1].month));
  if (promised == 0)
    return g_strdup_printf (ngettext ("%u place comes free by the end of %s",
                                      "%u places come free by the end of %s", free), free, last);
  return g_strdup_printf (ngettext ("%u place comes free by the end of %s; %u promised",
                                    "%u places come free by the end of %s; %u promised", free),
                          free, last, promised);
}

static WayChart *
months_chart (const WayDirectoryRecord *record)
{
  static const WayChartSeries series[] = {
    { .name = N_("Promised"), .spoken = N_("promised"), .whole = -1 },
    { .name = N_("Not promised"), .spoken = N_("not promised"), .whole = -1 },
  };
  g_autofree char *title = months_title (record);
  const char *labels[WAY_DIRECTORY_MONTHS];
  double values[2][WAY_DIRECTORY_MONTHS];
  g_autoptr(WayChartData) data = NULL;
  WayChart *chart;

  for (guint i = 0; i < WAY_DIRECTORY_MONTHS; i++)
    {
      const WayDirectoryMonth *month = &record->months[i];
      guint promised = MIN (month->promised, month->free);

      labels[i] = way_chart_say_short_month (way_chart_gettext,
                                             g_date_get_month (&month->month));
      values[0][i] = promised;
      values[1][i] = month->free - promised;
    }
  data = way_chart_data_new_labels (_("Month"), labels, WAY_DIRECTORY_MONTHS, way_chart_gettext);
  way_chart_data_set_title (data, title);
  way_chart_data_set_subtitle (data, _("Places expected to come free, by month. Dark: promised "
                                       "already."));
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    {
      WayChartSeries one = series[i];

      one.name = _(one.name);
      one.spoken = _(one.spoken);
      way_chart_data_add_series (data, &one, values[i]);
    }
  chart = way_chart_new (data, WAY_CHART_COLUMNS);
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = 0,
                                          .role = WAY_CHART_SERIES_1 });
  way_chart_add_mark (chart, &(WayMark) { .kind = WAY_MARK_BAR, .series = 1,
                                          .role = WAY_CHART_SERIES_1, .fill = WAY_CHART_PALE,
                                          .is_hollow = TRUE });
  way_chart_set_stacked (chart, TRUE);
  way_chart_set_keyed (chart, FALSE);
  return chart;
}

static void
show_months (WayProvisionView         *self,
             const WayDirectoryRecord *record)
{
  gboolean has_places = record->row->places != WAY_INTEGER_NONE && !record->row->is_elsewhere;

  gtk_widget_set_visible (GTK_WIDGET (self->months_view), has_places);
  if (has_places)
    {
      g_autoptr(WayChart) chart = months_chart (record);

      way_chart_view_set_chart (self->months_view, chart);
    }
}

/* --- Facts at the side --- */

static GtkWidget *
add_row (WayProvisionView    *self,
         AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle,
         const char          *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_number (WayProvisionView *self,
            const char       *title,
            const char       *subtitle,
            gint64            number)
{
  g_autofree char *text = way_chart_say_number ((double) number, 0);

  add_row (self, self->places_group, title, subtitle, text);
}

/* Of another setting this copy knows what an office told. */
static void
show_told_places (WayProvisionView      *self,
                  const WayDirectoryRow *row)
{
  g_autofree char *day = way_date_words_long (&row->told_on);
  g_autofree char *when = g_strdup_printf (_("As told by the office, up to %s"), day);

  if (!way_date_is_set (&row->told_on))
    {
      add_row (self, self->places_group, _("Free"), NULL, _("Not known here"));
      return;
    }
  add_number (self, _("Places"), NULL, row->places);
  add_number (self, _("Free"), when, MAX (row->free, 0));
}

static void
show_places (WayProvisionView         *self,
             const WayDirectoryRecord *record)
{
  const WayDirectoryRow *row = record->row;
  g_autofree char *longest = NULL;

  if (row->places == WAY_INTEGER_NONE && (!row->is_elsewhere || way_date_is_set (&row->told_on)))
    {
      add_row (self, self->places_group, _("It has no places to count"), NULL, "");
      return;
    }
  if (row->is_elsewhere)
    {
      show_told_places (self, row);
      return;
    }
  add_number (self, _("Places"), NULL, row->places);
  if (row->on_roll > row->places)
    {
      g_autofree char *over = g_strdup_printf (_("%d over its places"),
                                               (int) (row->on_roll - row->places));

      add_number (self, _("On roll"), over, row->on_roll);
    }
  else
    add_number (self, _("On roll"), NULL, row->on_roll);
  if (row->promised > 0)
    add_number (self, _("Promised"), _("Offered, or yet to begin"), row->promised);
  add_number (self, _("Free"), NULL, MAX (row->free, 0));
  if (record->waiting > 0)
    longest = g_strdup_printf (ngettext ("Longest %u school day", "Longest %u school days",
                                         record->longest), record->longest);
  add_number (self, _("Waiting"), longest, record->waiting);
}

static void
show_cost (WayProvisionView         *self,
           const WayDirectoryRecord *record)
{
  for (guint i = 0; i < record->prices->len; i++)
    {
      const WayPrice *price = g_ptr_array_index (record->prices, i);
      g_autofree char *amount = way_field_words_money (price->amount);
      const char *basis = _(way_codes_label ("funding_basis", price->basis));
      g_autofree char *subtitle = NULL;

      subtitle = price->payer != NULL
                   ? g_strdup_printf (_("%s, paid by: %s"), basis,
                                      _(way_codes_label ("payer", price->payer)))
                   : g_strdup_printf (_("%s; who pays follows from the route"), basis);
      add_row (self, self->cost_group, _(way_codes_label ("funding_element", price->element)),
               subtitle, amount);
    }
  if (record->prices->len == 0)
    add_row (self, self->cost_group, _("No prices are known"), NULL, "");
}

static void
add_check (WayProvisionView        *self,
           const WayDirectoryCheck *check)
{
  static const char *const icons[] = {
    [WAY_ASSURANCE_MISSING] = "dialog-question-symbolic",
    [WAY_ASSURANCE_HOLDS] = "object-select-symbolic",
    [WAY_ASSURANCE_RUNS_OUT] = "way-due-symbolic",
    [WAY_ASSURANCE_RAN_OUT] = "dialog-warning-symbolic",
  };
  static const char *const words[] = {
    [WAY_ASSURANCE_MISSING] = N_("Not done yet"),
    [WAY_ASSURANCE_HOLDS] = NULL,
    [WAY_ASSURANCE_RUNS_OUT] = N_("Runs out soon"),
    [WAY_ASSURANCE_RAN_OUT] = N_("Has run out"),
  };
  const GDate *day = way_date_is_set (&check->expires) ? &check->expires : &check->checked;
  g_autofree char *said = way_date_is_set (day) ? way_date_words_short (day) : g_strdup ("");
  g_autofree char *value = way_date_is_set (&check->expires) ? g_strdup_printf (_("to %s"), said)
                                                             : g_strdup (said);
  GtkWidget *row = add_row (self, self->checks_group, _(check->kind->label),
                            words[check->state] != NULL ? _(words[check->state]) : NULL, value);
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[check->state]);

  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

static void
show_checks (WayProvisionView         *self,
             const WayDirectoryRecord *record)
{
  g_autofree char *verified = way_date_is_set (&record->row->verified)
                                ? way_date_words_short (&record->row->verified)
                                : g_strdup (_("never"));

  for (guint i = 0; i < record->checks->len; i++)
    add_check (self, &g_array_index (record->checks, WayDirectoryCheck, i));
  add_row (self, self->checks_group, _("This entry"),
           record->row->is_stale ? _("Not looked over for long") : NULL, verified);
}

static void
show_contact (WayProvisionView         *self,
              const WayDirectoryRecord *record)
{
  const WayProvision *provision = record->provision;
  const WayEstablishment *setting = record->setting;
  const char *telephone = provision->telephone != NULL ? provision->telephone : setting->telephone;
  const char *email = provision->email != NULL ? provision->email : setting->email;
  const char *contact = provision->contact != NULL ? provision->contact : setting->head;

  if (contact != NULL)
    add_row (self, self->contact_group, contact, NULL, "");
  if (telephone != NULL)
    add_row (self, self->contact_group, _("Telephone"), NULL, telephone);
  if (email != NULL)
    add_row (self, self->contact_group, _("E-mail"), NULL, email);
  gtk_widget_set_visible (GTK_WIDGET (self->contact_group),
                          contact != NULL || telephone != NULL || email != NULL);
}

static void
clear_rows (WayProvisionView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (
        ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

void
way_provision_view_show (WayProvisionView         *self,
                         const WayDirectoryRecord *record)
{
  clear_rows (self);
  show_story (self, record);
  show_months (self, record);
  show_places (self, record);
  show_cost (self, record);
  show_checks (self, record);
  show_contact (self, record);
}

static void
way_provision_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PROVISION_VIEW);

  G_OBJECT_CLASS (way_provision_view_parent_class)->dispose (object);
}

static void
way_provision_view_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_PROVISION_VIEW (object)->rows);

  G_OBJECT_CLASS (way_provision_view_parent_class)->finalize (object);
}

static void
way_provision_view_class_init (WayProvisionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_provision_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_provision_view_finalize;

  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_COLUMNS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/provision-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProvisionView, story_box);
  gtk_widget_class_bind_template_child (widget_class, WayProvisionView, months_view);
  gtk_widget_class_bind_template_child (widget_class, WayProvisionView, places_group);
  gtk_widget_class_bind_template_child (widget_class, WayProvisionView, cost_group);
  gtk_widget_class_bind_template_child (widget_class, WayProvisionView, checks_group);
  gtk_widget_class_bind_template_child (widget_class, WayProvisionView, contact_group);
}

static void
way_provision_view_init (WayProvisionView *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_provision_view_new (void)
{
  return g_object_new (WAY_TYPE_PROVISION_VIEW, NULL);
}
