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
#include "way-finish-key.h"
#include "way-form.h"
#include "way-long-form.h"
#include "way-record-entry.h"
#include "way-columns.h"
#include "way-print.h"
#include "way-referral-answers.h"
#include "way-referral-bound.h"
#include "way-referral-papers.h"
#include "way-referral-print.h"
#include "way-route-view.h"
#include "way-source-button.h"
#include "way-window.h"

/* The draft is written so long after the last key, in milliseconds. */
#define KEEP_AFTER 700

#define ANSWERS WAY_REFERRAL_ANSWERS

struct _WayReferralFormPage
{
  GtkBox           parent_instance;

  WaySession      *session;
  WayReferralForm *form;
  GPtrArray       *sections;   /* WayReferralSectionView * */
  WayRouteView    *route_view;
  WayReferralPapers *papers;
  WayRecordEntry  *find_entry;
  GtkWidget       *child_box;
  GtkLabel        *child_label;
  guint            keep_timer;
  gboolean         loading;
  gboolean         changed;    /* since the draft was kept */
  gboolean         has_draft;  /* in the file */
  GtkRoot         *focus_root; /* whose focus is followed */

  /* Template children */
  WayLongForm     *frame;
  GMenuModel      *form_menu;
};

G_DEFINE_FINAL_TYPE (WayReferralFormPage, way_referral_form_page, GTK_TYPE_BOX)

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
  way_long_form_set_problem (self->frame, text);
}

static const char *
get_current (WayReferralFormPage *self)
{
  return way_long_form_get_shown (self->frame);
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

static WayReferralSectionView *
get_section (WayReferralFormPage *self,
             guint                i)
{
  return g_ptr_array_index (self->sections, i);
}

static guint
find_place (WayReferralFormPage *self,
            const char          *id)
{
  return way_long_form_find_place (self->frame, id);
}

static void
update_titles (WayReferralFormPage *self)
{
  guint place = find_place (self, get_current (self));
  g_autofree char *child = say_child (self);
  g_autofree char *school = way_field_words_record (&way_establishment_entity,
                                                    &get_referral (self)->referrer,
                                                    way_session_get_db (self->session));
  g_autofree char *where = NULL;

  way_long_form_set_side_title (self->frame,
                                way_referral_form_is_stored (self->form,
                                                             WAY_REFERRAL_PART_REFERRAL)
                                  ? _("Referral") : _("New Referral"), school);
  if (place < self->sections->len)
    {
      const WayReferralSectionView *section = get_section (self, place);

      where = g_strdup_printf (_("%s · section %u of %u"), child, place + 1, self->sections->len);
      way_long_form_set_title (self->frame, _(section->code->label), where);
      way_long_form_set_next (self->frame, _("_Save and Go On"));
    }
  else
    {
      way_long_form_set_title (self->frame, _("Check Your Answers"), child);
      way_long_form_set_next (self->frame,
                              is_sent (self) ? _("_Save Changes") : _("_Send Referral"));
    }
}

static void
update_progress (WayReferralFormPage *self)
{
  g_autoptr(GArray) states = way_referral_form_sections (self->form,
                                                         way_session_get_db (self->session),
                                                         get_today (self), NULL);
  guint done = 0;
  guint asked = 0;

  for (guint i = 0; states != NULL && i < MIN (states->len, self->sections->len); i++)
    {
      const WayReferralSection *state = &g_array_index (states, WayReferralSection, i);

      way_long_form_set_state (self->frame, state->section->id, state->state, state->required,
                               state->n_missing);
      asked += state->required;
      done += state->required && state->state == WAY_SECTION_DONE;
    }
  if (states != NULL)
    way_long_form_set_progress (self->frame, done, asked);
}

/* --- The draft --- */

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
      way_long_form_say_draft (self->frame, _("The draft cannot be kept in this file."));
      return;
    }
  self->changed = FALSE;
  self->has_draft = TRUE;
  way_long_form_say_kept (self->frame);
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
keep_soon (WayReferralFormPage *self)
{
  self->changed = TRUE;
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  self->keep_timer = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

static void
note_change (WayReferralFormPage *self)
{
  show_problem (self, NULL);
  keep_soon (self);
  update_titles (self);
  update_progress (self);
}

/* Where the person is goes with the draft; by itself it makes none. */
static void
note_place (WayReferralFormPage *self,
            const char          *field)
{
  if (g_strcmp0 (way_referral_form_get_section (self->form), get_current (self)) == 0 &&
      g_strcmp0 (way_referral_form_get_field (self->form), field) == 0)
    return;
  way_referral_form_set_place (self->form, get_current (self), field);
  if (self->has_draft)
    keep_soon (self);
}

typedef gboolean (*RowFunc) (WayReferralBound *bound,
                             const WayField   *field,
                             WayFieldRow      *row,
                             gconstpointer     data);

/* The first field of the section that the function means. */
static WayFieldRow *
find_field_row (WayReferralFormPage  *self,
                RowFunc               is_meant,
                gconstpointer         data,
                WayReferralBound    **found)
{
  guint place = find_place (self, get_current (self));
  GPtrArray *bounds = place < self->sections->len ? get_section (self, place)->bounds : NULL;

  for (guint i = 0; bounds != NULL && i < bounds->len; i++)
    {
      const WayEntity *entity = way_referral_bound_entity (bounds->pdata[i]);

      for (guint k = 1; k < entity->n_fields; k++)
        {
          WayFieldRow *row = way_referral_bound_get_row (bounds->pdata[i], &entity->fields[k]);

          *found = bounds->pdata[i];
          if (row != NULL && is_meant (bounds->pdata[i], &entity->fields[k], row, data))
            return row;
        }
    }
  return NULL;
}

static gboolean
is_row (WayReferralBound *bound,
        const WayField   *field,
        WayFieldRow      *row,
        gconstpointer     data)
{
  return row == data;
}

static gboolean
has_key (WayReferralBound *bound,
         const WayField   *field,
         WayFieldRow      *row,
         gconstpointer     data)
{
  g_autofree char *key = way_referral_bound_key (bound, field);

  return g_strcmp0 (key, data) == 0;
}

static void
focus_moved_cb (WayReferralFormPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (self->focus_root);
  GtkWidget *row = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
                     ? gtk_widget_get_ancestor (focus, WAY_TYPE_FIELD_ROW) : NULL;
  g_autofree char *key = NULL;
  WayReferralBound *bound;

  if (row == NULL || find_field_row (self, is_row, row, &bound) == NULL)
    return;
  key = way_referral_bound_key (bound, way_field_row_get_field (WAY_FIELD_ROW (row)));
  note_place (self, key);
}

/* Puts the cursor where it was when the draft was kept. */
static void
return_to_place (WayReferralFormPage *self,
                 const char          *field)
{
  WayReferralBound *bound;
  WayFieldRow *row = field != NULL ? find_field_row (self, has_key, field, &bound) : NULL;

  if (row != NULL)
    way_referral_bound_focus (bound, row);
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
  way_referral_section_view_load (get_section (self, find_place (self, "child")));
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

  way_referral_section_view_load (get_section (self, find_place (self, "reasons")));
  note_change (self);
}

/* Something was typed, or a row went or came. */
static void
answer_changed_cb (gpointer bound,
                   gpointer data)
{
  WayReferralFormPage *self = data;

  note_change (self);
  if (self->route_view != NULL && g_strcmp0 (get_current (self), "reasons") == 0)
    way_route_view_update (self->route_view);
}

static void
papers_changed_cb (gpointer data)
{
  WayReferralFormPage *self = data;

  way_referral_section_view_load (get_section (self, find_place (self, "papers")));
  note_change (self);
}

static void
add_section (WayReferralFormPage *self,
             const WayCode       *code)
{
  g_autofree char *path = g_strdup_printf ("/org/waymark/Waymark/ui/referral/%s.ui", code->id);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (path);
  WayReferralSectionView *section =
    way_referral_section_view_new (code, self->session, self->form, builder, answer_changed_cb,
                                   self);
  WayRowList *papers = way_referral_section_view_get_papers (section);

  g_ptr_array_add (self->sections, section);
  way_long_form_add_section (self->frame, code->id, _(code->label),
                             GTK_WIDGET (gtk_builder_get_object (builder, "section")));
  if (g_str_equal (code->id, "child"))
    bind_child (self, builder);
  else if (g_str_equal (code->id, "reasons"))
    self->route_view = way_route_view_new (builder, self->session, self->form, route_chosen_cb,
                                           self);
  if (papers != NULL)
    self->papers = way_referral_papers_new (papers, self->session, self->form, papers_changed_cb,
                                            self);
  way_referral_section_view_load (section);
}

static void
fill_sections (WayReferralFormPage *self)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("referral_section", get_today (self));

  for (guint i = 0; i < codes->len; i++)
    add_section (self, g_ptr_array_index (codes, i));
  way_long_form_add_answers (self->frame, _("Check your answers"));
}

static void
section_chosen_cb (WayReferralFormPage *self,
                   const char          *id)
{
  way_referral_form_page_show_section (self, id);
}

/* --- Going on, and sending --- */

typedef gboolean (*FaultFunc) (WayReferralFormPage *self,
                               WayReferralBound    *bound,
                               const WayField      *field,
                               WayFieldRow         *row);

/* Goes to the first field of the form of which the function says that it is at
 * fault.  Sections load anew when they come on view, so the bounds are walked by
 * their places. */
static gboolean
find_fault (WayReferralFormPage *self,
            FaultFunc            is_fault)
{
  for (guint i = 0; i < self->sections->len; i++)
    for (guint j = 0; j < get_section (self, i)->bounds->len; j++)
      {
        WayReferralBound *bound = get_section (self, i)->bounds->pdata[j];
        const WayEntity *entity = way_referral_bound_entity (bound);

        for (guint k = 1; k < entity->n_fields; k++)
          {
            WayFieldRow *row = way_referral_bound_get_row (bound, &entity->fields[k]);

            if (row == NULL || !is_fault (self, bound, &entity->fields[k], row))
              continue;
            way_referral_form_page_show_section (self, get_section (self, i)->code->id);
            bound = get_section (self, i)->bounds->pdata[j];
            row = way_referral_bound_get_row (bound, &entity->fields[k]);
            is_fault (self, bound, &entity->fields[k], row);
            way_referral_bound_focus (bound, row);
            show_problem (self, _("Some answers need another look."));
            return TRUE;
          }
      }
  return FALSE;
}

/* What was typed is no value. */
static gboolean
is_no_value (WayReferralFormPage *self,
             WayReferralBound    *bound,
             const WayField      *field,
             WayFieldRow         *row)
{
  g_autofree char *key = way_referral_bound_key (bound, field);

  return way_referral_form_get_typed (self->form, key) != NULL;
}

static gboolean
is_said (WayReferralFormPage    *self,
         const WayReferralBound *bound)
{
  if (bound->list == NULL)
    return bound->part <= WAY_REFERRAL_PART_PUPIL ||
           way_referral_form_is_filled (self->form, bound->part);
  for (guint i = 0; i < way_referral_form_n_rows (self->form, bound->of); i++)
    if (way_id_equal (way_record_id (way_referral_form_get_row (self->form, bound->of, i)),
                      &bound->row))
      return !way_referral_form_row_is_empty (self->form, bound->of, i);
  return FALSE;
}

/* What must be filled in and is not, of all that is to be recorded.  Ids that are
 * given on writing are not missing yet. */
static gboolean
is_missing (WayReferralFormPage *self,
            WayReferralBound    *bound,
            const WayField      *field,
            WayFieldRow         *row)
{
  gconstpointer record = way_referral_bound_record (bound);

  if ((field->flags & WAY_FIELD_REQUIRED) == 0 || !is_said (self, bound) ||
      (bound->list == NULL && field->kind == WAY_KIND_REFERENCE) ||
      way_field_get (field, record).type != WAY_VALUE_NONE)
    return FALSE;
  way_field_row_set_problem (row, _("Fill this in"));
  return TRUE;
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
  if (find_fault (self, is_no_value) || find_fault (self, is_missing))
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
  self->has_draft = FALSE;
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
  guint place = find_place (self, get_current (self));

  way_referral_form_page_keep (self);
  for (guint i = place + 1; states != NULL && i < states->len; i++)
    if (g_array_index (states, WayReferralSection, i).state != WAY_SECTION_NOT_NEEDED)
      {
        way_referral_form_page_show_section (self,
                                             g_array_index (states, WayReferralSection, i).section->id);
        way_long_form_enter (self->frame);
        return;
      }
  way_referral_form_page_show_section (self, ANSWERS);
  way_long_form_enter (self->frame);
}

static void
next_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (widget);

  if (g_str_equal (get_current (self), ANSWERS))
    send_referral (self);
  else
    go_on (self);
}

/* --- On paper --- */

static void
print_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (widget);

  way_print_sheet (widget, way_referral_print_new (self->session, self->form));
}

static void
save_pdf_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (widget);

  way_referral_print_save (widget, way_referral_print_new (self->session, self->form));
}

/* --- The page --- */

/* Whoever leaves in good order finds the draft among the referrals. */
static void
leave (WayReferralFormPage *self)
{
  way_referral_form_set_open (self->form, FALSE);
  self->changed |= self->has_draft;
  way_referral_form_page_keep (self);
}

static void
way_referral_form_page_root (GtkWidget *widget)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (widget);

  GTK_WIDGET_CLASS (way_referral_form_page_parent_class)->root (widget);
  self->focus_root = gtk_widget_get_root (widget);
  g_signal_connect_object (self->focus_root, "notify::focus-widget", G_CALLBACK (focus_moved_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
way_referral_form_page_unroot (GtkWidget *widget)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (widget);

  g_signal_handlers_disconnect_by_func (self->focus_root, focus_moved_cb, self);
  self->focus_root = NULL;
  GTK_WIDGET_CLASS (way_referral_form_page_parent_class)->unroot (widget);
}

static void
way_referral_form_page_dispose (GObject *object)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (object);

  if (self->form != NULL)
    leave (self);
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  g_clear_pointer (&self->route_view, way_route_view_free);
  g_clear_pointer (&self->papers, way_referral_papers_free);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REFERRAL_FORM_PAGE);
  g_clear_pointer (&self->form, way_referral_form_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_referral_form_page_parent_class)->dispose (object);
}

static void
way_referral_form_page_class_init (WayReferralFormPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_referral_form_page_dispose;
  widget_class->root = way_referral_form_page_root;
  widget_class->unroot = way_referral_form_page_unroot;

  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_DAY_STRIP);
  g_type_ensure (WAY_TYPE_DUE_LABEL);
  g_type_ensure (WAY_TYPE_FORM);
  g_type_ensure (WAY_TYPE_LONG_FORM);
  g_type_ensure (WAY_TYPE_ROW_LIST);
  g_type_ensure (WAY_TYPE_SOURCE_BUTTON);
  gtk_widget_class_install_action (widget_class, "form.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "form.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "form.save-pdf", NULL, save_pdf_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "form.print",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/referral-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, frame);
  gtk_widget_class_bind_template_child (widget_class, WayReferralFormPage, form_menu);
  gtk_widget_class_bind_template_callback (widget_class, section_chosen_cb);
}

static void
way_referral_form_page_init (WayReferralFormPage *self)
{
  self->sections = g_ptr_array_new_with_free_func (
    (GDestroyNotify) way_referral_section_view_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  way_long_form_set_menu (self->frame, self->form_menu);
  way_finish_key_add (GTK_WIDGET (self), way_long_form_get_next (self->frame));
}

/* Where it was left, or the section to begin with. */
static void
show_first_section (WayReferralFormPage *self,
                    const char          *otherwise)
{
  g_autofree char *section = g_strdup (way_referral_form_get_section (self->form));
  g_autofree char *field = g_strdup (way_referral_form_get_field (self->form));
  gboolean is_known = section != NULL && (g_str_equal (section, ANSWERS) ||
                                          find_place (self, section) < self->sections->len);

  way_referral_form_page_show_section (self, is_known ? section : otherwise);
  way_referral_form_set_place (self->form, get_current (self), is_known ? field : NULL);
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
  self->has_draft = way_referral_form_get_section (self->form) != NULL;
  fill_sections (self);
  way_long_form_say_draft (self->frame, _("What you type is kept on this computer"));
  show_first_section (self, pupil != NULL || referral != NULL ? "reasons" : "child");
  way_referral_form_set_open (self->form, TRUE);
  return GTK_WIDGET (self);
}

/* Covers the window with the form; the cursor goes to where it was, or begins. */
static void
cover (WayWindow *window,
       GtkWidget *form)
{
  WayReferralFormPage *self = WAY_REFERRAL_FORM_PAGE (form);
  g_autofree char *field = g_strdup (way_referral_form_get_field (self->form));

  way_window_show_cover (window, form);
  if (field != NULL)
    return_to_place (self, field);
  else
    way_long_form_enter (self->frame);
}

void
way_referral_form_page_reopen (WayWindow *window)
{
  WaySession *session = way_window_get_session (window);
  GtkWidget *form;
  WayId referral;

  if (!way_referral_form_find_open (way_session_get_db (session), &referral))
    return;
  form = way_referral_form_page_new (session, &referral, NULL, NULL);
  if (form != NULL)
    cover (window, form);
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
  cover (WAY_WINDOW (window), form);
}

static void
answer_chosen_cb (const char *section,
                  gpointer    data)
{
  way_referral_form_page_show_section (data, section);
}

const char *
way_referral_form_page_get_section (WayReferralFormPage *self)
{
  g_return_val_if_fail (WAY_IS_REFERRAL_FORM_PAGE (self), NULL);

  return get_current (self);
}

void
way_referral_form_page_show_section (WayReferralFormPage *self,
                                     const char          *id)
{
  guint place;

  g_return_if_fail (WAY_IS_REFERRAL_FORM_PAGE (self));

  show_problem (self, NULL);
  way_long_form_show (self->frame, id);
  place = find_place (self, get_current (self));
  if (place < self->sections->len)
    way_referral_section_view_load (get_section (self, place));
  else
    way_referral_answers_fill (way_long_form_get_answers_box (self->frame),
                               way_long_form_get_answers_title (self->frame), self->session,
                               self->form, self->sections, answer_chosen_cb, self);
  if (g_str_equal (get_current (self), "reasons"))
    way_route_view_update (self->route_view);
  update_titles (self);
  update_progress (self);
  note_place (self, NULL);
}

WayReferralForm *
way_referral_form_page_get_form (WayReferralFormPage *self)
{
  g_return_val_if_fail (WAY_IS_REFERRAL_FORM_PAGE (self), NULL);

  return self->form;
}
