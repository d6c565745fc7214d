/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of the referral form: sections at the side, one of them on view, the
 * draft kept as it is typed, all answers on one page at the end.  What a section
 * asks stands in ui/referral/SECTION.ui; what is complete, doubtful and due is
 * the service's. */
#include "way-referral-form-page.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-date-words.h"
#include "way-day-strip.h"
#include "way-directory.h"
#include "way-due-label.h"
#include "way-error-text.h"
#include "way-field-words.h"
#include "way-form.h"
#include "way-record-entry.h"
#include "way-columns.h"
#include "way-route-view.h"
#include "way-section-row.h"
#include "way-source-button.h"
#include "way-window.h"

/* The draft is written so long after the last key, in milliseconds. */
#define KEEP_AFTER 700

#define ANSWERS "answers"

/* An answer of so many characters stands beside its question, a longer one
 * below. */
#define SHORT_ANSWER 44

/* A section's widgets.  Forms of one part in several sections hold a copy each;
 * what is typed goes from them into the one record. */
typedef struct
{
  const WayCode *code;
  GtkWidget     *row;          /* WaySectionRow at the side, and in the menu */
  GtkWidget     *menu_row;
  GPtrArray     *forms;        /* Bound *, owned */
} Section;

typedef struct
{
  WayReferralFormPage *page;
  WayForm             *form;   /* lent */
  WayReferralPart      part;
} Bound;

struct _WayReferralFormPage
{
  GtkBox           parent_instance;

  WaySession      *session;
  WayReferralForm *form;
  GPtrArray       *sections;   /* Section * */
  char            *current;
  WayRouteView    *route_view;
  WayRecordEntry  *find_entry;
  GtkWidget       *child_box;
  GtkLabel        *child_label;
  guint            keep_timer;
  gboolean         loading;
  gboolean         changed;    /* since the draft was kept */

  /* Template children */
  AdwLeaflet      *leaflet;
  AdwWindowTitle  *side_title;
  AdwWindowTitle  *main_title;
  GtkListBox      *section_list;
  GtkListBox      *section_menu;
  GtkMenuButton   *sections_button;
  GtkPopover      *sections_popover;
  GtkLabel        *progress_label;
  GtkProgressBar  *progress_bar;
  GtkLabel        *draft_label;
  GtkButton       *next_button;
  GtkRevealer     *problem_bar;
  GtkLabel        *problem_label;
  GtkScrolledWindow *scroller;
  GtkStack        *stack;
  GtkLabel        *answers_title;
  GtkBox          *answers_box;
};

G_DEFINE_FINAL_TYPE (WayReferralFormPage, way_referral_form_page, GTK_TYPE_BOX)

static const struct
{
  const char     *id;      /* of a WayForm in a section's .ui file */
  WayReferralPart part;
} form_ids[] = {
  { "referral", WAY_REFERRAL_PART_REFERRAL },
  { "referral2", WAY_REFERRAL_PART_REFERRAL },
  { "choices", WAY_REFERRAL_PART_REFERRAL },
  { "pupil", WAY_REFERRAL_PART_PUPIL },
  { "pupil2", WAY_REFERRAL_PART_PUPIL },
  { "enrolment", WAY_REFERRAL_PART_ENROLMENT },
  { "need", WAY_REFERRAL_PART_NEED },
  { "exclusion", WAY_REFERRAL_PART_EXCLUSION },
};

static WayReferral *
get_referral (WayReferralFormPage *self)
{
  return way_referral_form_get (self->form, WAY_REFERRAL_PART_REFERRAL);
}

static WayPupil *
get_pupil (WayReferralFormPage *self)
{
  return way_referral_form_get (self->form, WAY_REFERRAL_PART_PUPIL);
}

static const GDate *
get_today (WayReferralFormPage *self)
{
  return way_session_get_today (self->session);
}

static gboolean
is_sent (WayReferralFormPage *self)
{
  return way_date_is_set (&get_referral (self)->received);
}

static void
show_problem (WayReferralFormPage *self,
              const char          *text)
{
  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

static void
show_error (WayReferralFormPage *self,
            const GError        *error)
{
  g_autofree char *text = way_error_text (error);

  show_problem (self, text);
}

/* --- Titles and progress --- */

/* "Kit Ashdown, Year 10" */
static char *
say_child (WayReferralFormPage *self)
{
  const WayPupil *pupil = get_pupil (self);
  g_autofree char *name = way_record_title (&way_pupil_entity, pupil);

  if (*name == '\0')
    return g_strdup (_("No child yet"));
  if (pupil->year == NULL)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s, %s", name, _(way_codes_label ("nc_year", pupil->year)));
}

static guint
find_place (WayReferralFormPage *self,
            const char          *id)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (g_str_equal (((Section *) g_ptr_array_index (self->sections, i))->code->id, id))
      return i;
  return self->sections->len;
}

static void
update_titles (WayReferralFormPage *self)
{
  guint place = find_place (self, self->current);
  g_autofree char *child = say_child (self);
  g_autofree char *school = way_field_words_record (&way_establishment_entity,
                                                    &get_referral (self)->referrer,
                                                    way_session_get_db (self->session));
  g_autofree char *where = NULL;

  adw_window_title_set_title (self->side_title, way_referral_form_is_stored (self->form, WAY_REFERRAL_PART_REFERRAL)
                                                  ? _("Referral") : _("New Referral"));
  adw_window_title_set_subtitle (self->side_title, school);
  if (place < self->sections->len)
    {
      const Section *section = g_ptr_array_index (self->sections, place);

      where = g_strdup_printf (_("%s · section %u of %u"), child, place + 1, self->sections->len);
      adw_window_title_set_title (self->main_title, _(section->code->label));
      adw_window_title_set_subtitle (self->main_title, where);
      gtk_button_set_label (self->next_button, _("_Save and Go On"));
    }
  else
    {
      adw_window_title_set_title (self->main_title, _("Check Your Answers"));
      adw_window_title_set_subtitle (self->main_title, child);
      gtk_button_set_label (self->next_button,
                            is_sent (self) ? _("_Save Changes") : _("_Send Referral"));
    }
}

static void
update_menu_label (WayReferralFormPage *self,
                   GArray              *states,
                   guint                done,
                   guint                asked)
{
  guint place = find_place (self, self->current);
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;
  const char *icon_name;

  if (place >= self->sections->len)
    {
      label = g_strdup_printf (_("Check your answers · %u of %u done"), done, asked);
    }
  else
    {
      const WayReferralSection *state = &g_array_index (states, WayReferralSection, place);

      words = way_section_words (state, &icon_name);
      /* Translators: “9 · Route and reasons, 1 left · 7 of 13 done”. */
      label = g_strdup_printf (_("%u · %s, %s · %u of %u done"), place + 1,
                               _(state->section->label), words, done, asked);
    }
  gtk_menu_button_set_label (self->sections_button, label);
}

static void
update_progress (WayReferralFormPage *self)
{
  g_autoptr(GArray) states = way_referral_form_sections (self->form,
                                                         way_session_get_db (self->session),
                                                         get_today (self), NULL);
  g_autofree char *text = NULL;
  guint done = 0;
  guint asked = 0;

  for (guint i = 0; states != NULL && i < MIN (states->len, self->sections->len); i++)
    {
      const WayReferralSection *state = &g_array_index (states, WayReferralSection, i);
      Section *section = g_ptr_array_index (self->sections, i);

      way_section_row_set_state (WAY_SECTION_ROW (section->row), state);
      way_section_row_set_state (WAY_SECTION_ROW (section->menu_row), state);
      asked += state->required;
      done += state->required && state->state == WAY_SECTION_DONE;
    }
  if (states == NULL)
    return;
  text = g_strdup_printf (ngettext ("%u of %u section done", "%u of %u sections done", asked), done,
                          asked);
  gtk_label_set_label (self->progress_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, asked > 0 ? (double) done / asked : 0);
  update_menu_label (self, states, done, asked);
}

/* --- The draft --- */

static void
say_kept (WayReferralFormPage *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_strdup_printf (_("Draft kept on this computer, %02d:%02d"),
                                           g_date_time_get_hour (now),
                                           g_date_time_get_minute (now));

  gtk_label_set_label (self->draft_label, text);
}

void
way_referral_form_page_keep (WayReferralFormPage *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (WAY_IS_REFERRAL_FORM_PAGE (self));

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (!self->changed)
    return;
  if (way_session_is_read_only (self->session) ||
      !way_referral_form_keep (self->form, way_session_get_db (self->session), &error))
    {
      gtk_label_set_label (self->draft_label, _("The draft cannot be kept in this file."));
      return;
    }
  self->changed = FALSE;
  say_kept (self);
}

static gboolean
keep_cb (gpointer data)
{
  WayReferralFormPage *self = data;

  self->keep_timer = 0;
  way_referral_form_page_keep (self);
  return G_SOURCE_REMOVE;
}

static void
note_change (WayReferralFormPage *self)
{
  self->changed = TRUE;
  show_problem (self, NULL);
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  self->keep_timer = g_timeout_add (KEEP_AFTER, keep_cb, self);
  update_titles (self);
  update_progress (self);
}

/* --- Forms and parts --- */

static char *
typed_key (WayReferralPart  part,
           const WayField  *field)
{
  return g_strdup_printf ("%s.%s", way_referral_part_entity (part)->name, field->name);
}

/* What is good goes into the part's record, what is not is kept as typed. */
static void
form_changed_cb (Bound *bound)
{
  WayReferralFormPage *self = bound->page;
  const WayEntity *entity = way_referral_part_entity (bound->part);
  gconstpointer typed = way_form_get_record (bound->form);
  gpointer record = way_referral_form_get (self->form, bound->part);

  if (self->loading)
    return;
  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayFieldRow *row = way_form_get_row (bound->form, field->name);
      g_autofree char *key = NULL;
      g_autofree char *text = NULL;
      WayValue value;

      if (row == NULL)
        continue;
      key = typed_key (bound->part, field);
      text = way_field_row_has_problem (row) ? way_field_row_dup_text (row) : NULL;
      way_referral_form_set_typed (self->form, key, text);
      value = way_field_get (field, typed);
      if (text == NULL)
        way_field_set (field, record, &value);
    }
  note_change (self);
  if (self->route_view != NULL && g_strcmp0 (self->current, "reasons") == 0)
    way_route_view_update (self->route_view);
}

static void
load_form (WayReferralFormPage *self,
           Bound               *bound)
{
  const WayEntity *entity = way_referral_part_entity (bound->part);

  self->loading = TRUE;
  way_form_set_record (bound->form, self->session, entity,
                       way_referral_form_get (self->form, bound->part));
  for (guint i = 1; i < entity->n_fields; i++)
    {
      WayFieldRow *row = way_form_get_row (bound->form, entity->fields[i].name);
      g_autofree char *key = typed_key (bound->part, &entity->fields[i]);
      const char *typed = way_referral_form_get_typed (self->form, key);

      if (row != NULL && typed != NULL)
        way_field_row_set_text (row, typed);
    }
  self->loading = FALSE;
}

static void
load_section (WayReferralFormPage *self,
              Section             *section)
{
  for (guint i = 0; i < section->forms->len; i++)
    load_form (self, g_ptr_array_index (section->forms, i));
}

/* --- The child --- */

static void
show_child (WayReferralFormPage *self)
{
  gboolean has_child = way_referral_form_has_child (self->form);
  gboolean stored = way_referral_form_is_stored (self->form, WAY_REFERRAL_PART_PUPIL);

  gtk_widget_set_visible (self->child_box, has_child);
  gtk_label_set_label (self->child_label,
                       !has_child ? "" : stored ? _("In the file already. What you change here is changed there.")
                                                : _("New to the file. It is added when you send this."));
}

static void
choose_child (WayReferralFormPage *self,
              const WayId         *pupil)
{
  g_autoptr(GError) error = NULL;

  if (!way_referral_form_choose_pupil (self->form, way_session_get_db (self->session), pupil,
                                       get_today (self), &error))
    {
      show_error (self, error);
      return;
    }
  load_section (self, g_ptr_array_index (self->sections, find_place (self, "child")));
  show_child (self);
  note_change (self);
}

static void
child_found_cb (WayReferralFormPage *self)
{
  const WayId *id = way_record_entry_get_id (self->find_entry);

  if (!self->loading && !way_id_is_null (id) && !way_id_equal (id, &get_pupil (self)->id))
    choose_child (self, id);
}

static void
new_child_cb (WayReferralFormPage *self)
{
  WayId none = { { 0 } };

  self->loading = TRUE;
  way_record_entry_set_id (self->find_entry, &none);
  self->loading = FALSE;
  choose_child (self, NULL);
  gtk_widget_child_focus (self->child_box, GTK_DIR_TAB_FORWARD);
}

static void
bind_child (WayReferralFormPage *self,
            GtkBuilder          *builder)
{
  AdwBin *bin = ADW_BIN (gtk_builder_get_object (builder, "find_bin"));
  GtkWidget *entry = way_record_entry_new (&way_pupil_entity, self->session);

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (entry)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which child"), -1);
  adw_bin_set_child (bin, entry);
  self->find_entry = WAY_RECORD_ENTRY (entry);
  self->child_box = GTK_WIDGET (gtk_builder_get_object (builder, "child_box"));
  self->child_label = GTK_LABEL (gtk_builder_get_object (builder, "child_label"));
  self->loading = TRUE;
  way_record_entry_set_id (self->find_entry, &get_pupil (self)->id);
  self->loading = FALSE;
  g_signal_connect_object (entry, "changed", G_CALLBACK (child_found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_builder_get_object (builder, "new_child_button"), "clicked",
                           G_CALLBACK (new_child_cb), self, G_CONNECT_SWAPPED);
  show_child (self);
}

/* --- Sections --- */

static void
route_chosen_cb (gpointer data)
{
  WayReferralFormPage *self = data;
  Section *section = g_ptr_array_index (self->sections, find_place (self, "reasons"));

  load_section (self, section);
  note_change (self);
}

static void
section_free (Section *section)
{
  g_ptr_array_unref (section->forms);
  g_free (section);
}

static void
bind_forms (WayReferralFormPage *self,
            Section             *section,
            GtkBuilder          *builder)
{
  for (guint i = 0; i < G_N_ELEMENTS (form_ids); i++)
    {
      GObject *form = gtk_builder_get_object (builder, form_ids[i].id);
      Bound *bound;

      if (form == NULL)
        continue;
      bound = g_new0 (Bound, 1);
      bound->page = self;
      bound->form = WAY_FORM (form);
      bound->part = form_ids[i].part;
      g_ptr_array_add (section->forms, bound);
      g_signal_connect_swapped (form, "changed", G_CALLBACK (form_changed_cb), bound);
    }
}

static void
add_section (WayReferralFormPage *self,
             const WayCode       *code)
{
  Section *section = g_new0 (Section, 1);
  g_autofree char *path = g_strdup_printf ("/org/waymark/Waymark/ui/referral/%s.ui", code->id);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (path);

  section->code = code;
  section->row = way_section_row_new (code->id, _(code->label));
  section->menu_row = way_section_row_new (code->id, _(code->label));
  section->forms = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->sections, section);
  gtk_list_box_append (self->section_list, section->row);
  gtk_list_box_append (self->section_menu, section->menu_row);
  gtk_stack_add_named (self->stack, GTK_WIDGET (gtk_builder_get_object (builder, "section")),
                       code->id);
  bind_forms (self, section, builder);
  if (g_str_equal (code->id, "child"))
    bind_child (self, builder);
  else if (g_str_equal (code->id, "reasons"))
    self->route_view = way_route_view_new (builder, self->session, self->form, route_chosen_cb,
                                           self);
  load_section (self, section);
}

static void
part_answers (GtkListBoxRow *row,
              GtkListBoxRow *before,
              gpointer       data)
{
  gboolean is_last = g_str_equal (way_section_row_get_id (WAY_SECTION_ROW (row)), ANSWERS);

  if (is_last && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

static void
fill_sections (WayReferralFormPage *self)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("referral_section", get_today (self));

  for (guint i = 0; i < codes->len; i++)
    add_section (self, g_ptr_array_index (codes, i));
  gtk_list_box_append (self->section_list, way_section_row_new (ANSWERS, _("Check your answers")));
  gtk_list_box_append (self->section_menu, way_section_row_new (ANSWERS, _("Check your answers")));
  gtk_list_box_set_header_func (self->section_list, part_answers, NULL, NULL);
  gtk_list_box_set_header_func (self->section_menu, part_answers, NULL, NULL);
}

static void
section_activated_cb (WayReferralFormPage *self,
                      GtkListBoxRow       *row)
{
  gtk_popover_popdown (self->sections_popover);
  way_referral_form_page_show_section (self, way_section_row_get_id (WAY_SECTION_ROW (row)));
}

static void
light_section (GtkListBox *list,
               const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_str_equal (way_section_row_get_id (WAY_SECTION_ROW (row)), id))
      gtk_list_box_select_row (list, row);
}

/* --- Check your answers --- */

static void
answer_activated_cb (WayReferralFormPage *self,
                     GtkListBoxRow       *row)
{
  way_referral_form_page_show_section (self, g_object_get_data (G_OBJECT (row), "section"));
}

static void
add_answer (GtkWidget  *group,
            const char *title,
            const char *answer,
            const char *section)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (g_utf8_strlen (answer, -1) > SHORT_ANSWER || strchr (answer, '\n') != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), answer);
    }
  else
    {
      GtkWidget *label = gtk_label_new (answer);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "section", (gpointer) section);
  gtk_list_box_append (GTK_LIST_BOX (group), row);
}

static void
add_answers_of_form (WayReferralFormPage *self,
                     GtkWidget           *group,
                     Section             *section,
                     Bound               *bound)
{
  const WayEntity *entity = way_referral_part_entity (bound->part);
  gconstpointer record = way_referral_form_get (self->form, bound->part);

  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *key = typed_key (bound->part, field);
      g_autofree char *answer = NULL;
      const char *typed = way_referral_form_get_typed (self->form, key);

      if (way_form_get_row (bound->form, field->name) == NULL)
        continue;
      answer = typed != NULL ? g_strdup_printf (_("“%s” needs another look"), typed)
                             : way_field_words_get (field, record, way_session_get_db (self->session));
      if (*answer != '\0')
        add_answer (group, _(field->label), answer, section->code->id);
    }
}

/* "What was tried" from "referral.tried", "Special needs" from "need". */
static const char *
say_missing (const char *what)
{
  g_auto(GStrv) parts = g_strsplit (what, ".", 2);
  const WayEntity *entity = way_entity_by_name (parts[0]);
  const WayField *field = entity != NULL && parts[1] != NULL
                            ? way_entity_field (entity, parts[1]) : NULL;

  return field != NULL ? _(field->label) : entity != NULL ? _(entity->label) : what;
}

static char *
list_missing (const WayReferralSection *state)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (state->missing) && state->missing[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", say_missing (state->missing[i]));
  /* Translators: %s are the names of fields. */
  return g_strdup_printf (_("Still open: %s"), names->str);
}

static void
add_section_answers (WayReferralFormPage      *self,
                     Section                  *section,
                     const WayReferralSection *state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_(section->code->label));
  GtkWidget *group = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (group, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (group), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(section->code->label), -1);
  g_signal_connect_object (group, "row-activated", G_CALLBACK (answer_activated_cb), self,
                           G_CONNECT_SWAPPED);
  if (g_str_equal (section->code->id, "reasons") && get_referral (self)->route != NULL)
    add_answer (group, _("Route"), _(way_codes_label ("route", get_referral (self)->route)),
                section->code->id);
  for (guint i = 0; i < section->forms->len; i++)
    add_answers_of_form (self, group, section, g_ptr_array_index (section->forms, i));
  if (state->required && state->n_missing > 0)
    {
      g_autofree char *missing = list_missing (state);

      add_answer (group, _("Not complete"), missing, section->code->id);
    }
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), group);
  gtk_widget_set_visible (box, gtk_widget_get_first_child (group) != NULL);
  gtk_box_append (self->answers_box, box);
}

static void
fill_answers (WayReferralFormPage *self)
{
  g_autoptr(GArray) states = way_referral_form_sections (self->form,
                                                         way_session_get_db (self->session),
                                                         get_today (self), NULL);
  g_autofree char *title = NULL;
  guint n_open = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->answers_box))) != NULL)
    gtk_box_remove (self->answers_box, child);
  for (guint i = 0; states != NULL && i < MIN (states->len, self->sections->len); i++)
    {
      const WayReferralSection *state = &g_array_index (states, WayReferralSection, i);

      n_open += state->required && state->state != WAY_SECTION_DONE;
      add_section_answers (self, g_ptr_array_index (self->sections, i), state);
    }
  if (n_open == 0)
    title = g_strdup (_("All that is asked is here"));
  else
    title = g_strdup_printf (ngettext ("%u section is not complete: it may come back to you",
                                       "%u sections are not complete: it may come back to you",
                                       n_open), n_open);
  gtk_label_set_label (self->answers_title, title);
}

/* --- Going on, and sending --- */

/* The first part that cannot be recorded so, with the problem under its field. */
static gboolean
find_fault (WayReferralFormPage *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      for (guint j = 0; j < section->forms->len; j++)
        {
          Bound *bound = g_ptr_array_index (section->forms, j);
          const WayEntity *entity = way_referral_part_entity (bound->part);

          for (guint k = 1; k < entity->n_fields; k++)
            {
              WayFieldRow *row = way_form_get_row (bound->form, entity->fields[k].name);
              g_autofree char *key = typed_key (bound->part, &entity->fields[k]);

              if (row == NULL || way_referral_form_get_typed (self->form, key) == NULL)
                continue;
              way_referral_form_page_show_section (self, section->code->id);
              gtk_widget_grab_focus (GTK_WIDGET (row));
              show_problem (self, _("Some answers need another look."));
              return TRUE;
            }
        }
    }
  return FALSE;
}

/* The row of a part's field, wherever it stands; its section comes on view. */
static WayFieldRow *
go_to_field (WayReferralFormPage *self,
             WayReferralPart      part,
             const char          *field)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      for (guint j = 0; j < section->forms->len; j++)
        {
          Bound *bound = g_ptr_array_index (section->forms, j);
          WayFieldRow *row = bound->part == part ? way_form_get_row (bound->form, field) : NULL;

          if (row == NULL)
            continue;
          way_referral_form_page_show_section (self, section->code->id);
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return row;
        }
    }
  return NULL;
}

/* What the model refuses of a part ("surname: must be filled in") is said under
 * that field.  Ids that are given on writing are not missing yet. */
static gboolean
find_refusal (WayReferralFormPage *self)
{
  for (guint part = WAY_REFERRAL_PART_PUPIL; part < WAY_N_REFERRAL_PARTS; part++)
    {
      const WayEntity *entity = way_referral_part_entity (part);
      gconstpointer record = way_referral_form_get (self->form, part);
      WayFieldRow *row;

      if (part != WAY_REFERRAL_PART_PUPIL && !way_referral_form_is_filled (self->form, part))
        continue;
      for (guint i = 1; i < entity->n_fields; i++)
        {
          const WayField *field = &entity->fields[i];

          if ((field->flags & WAY_FIELD_REQUIRED) == 0 || field->kind == WAY_KIND_REFERENCE ||
              way_field_get (field, record).type != WAY_VALUE_NONE)
            continue;
          row = go_to_field (self, part, field->name);
          if (row != NULL)
            way_field_row_set_problem (row, _("Fill this in"));
          show_problem (self, _("Some answers need another look."));
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
check_all (WayReferralFormPage *self)
{
  if (!way_referral_form_has_child (self->form))
    {
      way_referral_form_page_show_section (self, "child");
      show_problem (self, _("Say which child it is for."));
      gtk_widget_grab_focus (GTK_WIDGET (self->find_entry));
      return FALSE;
    }
  if (find_fault (self) || find_refusal (self))
    return FALSE;
  if (get_referral (self)->route == NULL)
    {
      way_referral_form_page_show_section (self, "reasons");
      way_route_view_set_problem (self->route_view, _("Choose a route"));
      show_problem (self, _("Choose a route before it is sent."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
record (WayReferralFormPage *self,
        GError             **error)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  gboolean sent = is_sent (self);

  if (!way_referral_form_save (self->form, &act, error))
    return FALSE;
  self->changed = FALSE;
  return sent || way_referral_send (&act, &get_referral (self)->id, error);
}

static void
send_referral (WayReferralFormPage *self)
{
  g_autoptr(GError) error = NULL;
  gboolean sent = is_sent (self);
  WayId id = get_referral (self)->id;
  WayWindow *window = WAY_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (self), WAY_TYPE_WINDOW));

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (!check_all (self))
    return;
  if (!record (self, &error))
    {
      show_error (self, error);
      return;
    }
  if (window != NULL)
    {
      way_window_open_record (window, "referral", &id);
      way_window_toast (window, sent ? _("Changes saved") : _("Referral sent"), TRUE);
    }
}

/* Sections that the route does not need are passed over. */
static void
go_on (WayReferralFormPage *self)
{
  g_autoptr(GArray) states = way_referral_form_sections (self->form,
                                                         way_session_get_db (self->session),
                                                         get_today (self), NULL);
  guint place = find_place (self, self->current);

  way_referral_form_page_keep (self);
  for (guint i = place + 1; states != NULL && i < states->len; i++)
    if (g_array_index (states, WayReferralSection, i).state != WAY_SECTION_NOT_NEEDED)
      {
        way_referral_form_page_show_section (self,
                                             g_array_index (states, WayReferralSection, i).section->id);
        return;
      }
  way_referral_form_page_show_section (self, ANSWERS);
}

static void
next_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (widget);

  if (g_str_equal (self->current, ANSWERS))
    send_referral (self);
  else
    go_on (self);
}

/* --- The page --- */

static void
folded_cb (WayReferralFormPage *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  if (folded)
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "answers");
      gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
    }
}

static void
way_referral_form_page_dispose (GObject *object)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (object);

  if (self->form != NULL)
    way_referral_form_page_keep (self);
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  g_clear_pointer (&self->route_view, way_route_view_free);
  for (guint i = 0; self->sections != NULL && i < self->sections->len; i++)
    {
      Section *section = g_ptr_array_index (self->sections, i);

      for (guint j = 0; j < section->forms->len; j++)
        {
          Bound *bound = g_ptr_array_index (section->forms, j);

          g_signal_handlers_disconnect_by_data (bound->form, bound);
        }
    }
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REFERRAL_FORM_PAGE);
  g_clear_pointer (&self->form, way_referral_form_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_referral_form_page_parent_class)->dispose (object);
}

static void
way_referral_form_page_finalize (GObject *object)
{
  g_free (WAY_REFERRAL_FORM_PAGE (object)->current);

  G_OBJECT_CLASS (way_referral_form_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, side_title);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, main_title);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, section_list);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, section_menu);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, sections_button);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, sections_popover);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, draft_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, stack);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, answers_title);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, answers_box);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_activated_cb);
}

static void
way_referral_form_page_class_init (WayReferralFormPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_referral_form_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_referral_form_page_finalize;

  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_DAY_STRIP);
  g_type_ensure (WAY_TYPE_DUE_LABEL);
  g_type_ensure (WAY_TYPE_FORM);
  g_type_ensure (WAY_TYPE_SOURCE_BUTTON);
  gtk_widget_class_install_action (widget_class, "form.next", NULL, next_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "form.next",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/referral-form-page.ui");
  bind_children (widget_class);
}

static void
way_referral_form_page_init (WayReferralFormPage *self)
{
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_referral_form_page_new (WaySession   *session,
                            const WayId  *referral,
                            const WayId  *pupil,
                            GError      **error)
{
  WayDb *db = way_session_get_db (session);
  const GDate *today = way_session_get_today (session);
  g_autoptr(WayReferralForm) form = way_referral_form_open (db, referral, today, error);
  WayReferralFormPage *self;

  if (form == NULL ||
      (pupil != NULL && !way_referral_form_choose_pupil (form, db, pupil, today, error)))
    return NULL;

  self = g_object_new (WAY_TYPE_REFERRAL_FORM_PAGE, NULL);
  self->session = g_object_ref (session);
  self->form = g_steal_pointer (&form);
  fill_sections (self);
  gtk_label_set_label (self->draft_label, _("What you type is kept on this computer"));
  way_referral_form_page_show_section (self, pupil != NULL || referral != NULL ? "reasons" : "child");
  return GTK_WIDGET (self);
}

void
way_referral_form_page_open (WayPage     *from,
                             const WayId *referral,
                             const WayId *pupil)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (from), WAY_TYPE_WINDOW);
  g_autoptr(GError) error = NULL;
  GtkWidget *form;

  if (window == NULL)
    return;
  form = way_referral_form_page_new (way_page_get_session (from), referral, pupil, &error);
  if (form == NULL)
    {
      g_autofree char *text = way_error_text (error);

      way_page_toast (from, text, FALSE);
      return;
    }
  way_window_show_cover (WAY_WINDOW (window), form);
}

const char *
way_referral_form_page_get_section (WayReferralFormPage *self)
{
  g_return_val_if_fail (WAY_IS_REFERRAL_FORM_PAGE (self), NULL);

  return self->current;
}

void
way_referral_form_page_show_section (WayReferralFormPage *self,
                                     const char          *id)
{
  guint place;

  g_return_if_fail (WAY_IS_REFERRAL_FORM_PAGE (self));

  show_problem (self, NULL);
  g_free (self->current);
  self->current = g_strdup (id);
  place = find_place (self, self->current);
  if (place < self->sections->len)
    load_section (self, g_ptr_array_index (self->sections, place));
  else
    fill_answers (self);
  if (g_str_equal (self->current, "reasons"))
    way_route_view_update (self->route_view);
  gtk_stack_set_visible_child_name (self->stack, self->current);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  light_section (self->section_list, self->current);
  light_section (self->section_menu, self->current);
  update_titles (self);
  update_progress (self);
}

WayReferralForm *
way_referral_form_page_get_form (WayReferralFormPage *self)
{
  g_return_val_if_fail (WAY_IS_REFERRAL_FORM_PAGE (self), NULL);

  return self->form;
}
