/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a long form: sections at the side, one of them on view, how far all
 * are.  What a section asks is its owner’s. */
#include "way-long-form.h"

#include <glib/gi18n.h>

#include "way-window-title.h"

typedef struct
{
  const char    *id;        /* lent by the row */
  WaySectionRow *row;       /* at the side, and in the menu */
  WaySectionRow *menu_row;
  char          *words;     /* how far it is */
} Section;

struct _WayLongForm
{
  GtkBox             parent_instance;

  GPtrArray         *sections;    /* Section *; without the last page */
  char              *shown;
  gboolean           enters;      /* the section, as it comes on view */

  /* Template children */
  AdwLeaflet        *leaflet;
  AdwWindowTitle    *side_title;
  AdwWindowTitle    *main_title;
  GtkListBox        *section_list;
  GtkListBox        *section_menu;
  GtkMenuButton     *sections_button;
  GtkLabel          *sections_label;
  GtkPopover        *sections_popover;
  GtkMenuButton     *more_button;
  GtkLabel          *progress_label;
  GtkProgressBar    *progress_bar;
  GtkLabel          *draft_label;
  GtkButton         *next_button;
  GtkRevealer       *problem_bar;
  GtkLabel          *problem_label;
  GtkScrolledWindow *scroller;
  GtkStack          *stack;
  GtkLabel          *answers_title;
  GtkBox            *answers_box;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayLongForm, way_long_form, GTK_TYPE_BOX)

static void
section_free (Section *section)
{
  g_free (section->words);
  g_free (section);
}

/* --- Sections --- */

static Section *
get_section (WayLongForm *self,
             guint        i)
{
  return g_ptr_array_index (self->sections, i);
}

guint
way_long_form_find_place (WayLongForm *self,
                          const char  *id)
{
  g_return_val_if_fail (WAY_IS_LONG_FORM (self), 0);

  for (guint i = 0; i < self->sections->len; i++)
    if (g_str_equal (get_section (self, i)->id, id))
      return i;
  return self->sections->len;
}

guint
way_long_form_get_n_sections (WayLongForm *self)
{
  g_return_val_if_fail (WAY_IS_LONG_FORM (self), 0);

  return self->sections->len;
}

const char *
way_long_form_get_id (WayLongForm *self,
                      guint        place)
{
  g_return_val_if_fail (WAY_IS_LONG_FORM (self), NULL);

  return place < self->sections->len ? get_section (self, place)->id : WAY_LONG_FORM_ANSWERS;
}

void
way_long_form_add_section (WayLongForm *self,
                           const char  *id,
                           const char  *name,
                           GtkWidget   *page)
{
  Section *section = g_new0 (Section, 1);

  g_return_if_fail (WAY_IS_LONG_FORM (self));

  section->row = WAY_SECTION_ROW (way_section_row_new (id, name));
  section->menu_row = WAY_SECTION_ROW (way_section_row_new (id, name));
  section->id = way_section_row_get_id (section->row);
  g_ptr_array_add (self->sections, section);
  gtk_list_box_append (self->section_list, GTK_WIDGET (section->row));
  gtk_list_box_append (self->section_menu, GTK_WIDGET (section->menu_row));
  gtk_stack_add_named (self->stack, page, id);
}

static void
part_answers (GtkListBoxRow *row,
              GtkListBoxRow *before,
              gpointer       data)
{
  gboolean is_last = g_str_equal (way_section_row_get_id (WAY_SECTION_ROW (row)),
                                  WAY_LONG_FORM_ANSWERS);

  if (is_last && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

void
way_long_form_add_answers (WayLongForm *self,
                           const char  *name)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  gtk_list_box_append (self->section_list, way_section_row_new (WAY_LONG_FORM_ANSWERS, name));
  gtk_list_box_append (self->section_menu, way_section_row_new (WAY_LONG_FORM_ANSWERS, name));
  gtk_list_box_set_header_func (self->section_list, part_answers, NULL, NULL);
  gtk_list_box_set_header_func (self->section_menu, part_answers, NULL, NULL);
}

GtkLabel *
way_long_form_get_answers_title (WayLongForm *self)
{
  g_return_val_if_fail (WAY_IS_LONG_FORM (self), NULL);

  return self->answers_title;
}

GtkBox *
way_long_form_get_answers_box (WayLongForm *self)
{
  g_return_val_if_fail (WAY_IS_LONG_FORM (self), NULL);

  return self->answers_box;
}

/* --- How far it is --- */

void
way_long_form_set_state (WayLongForm     *self,
                         const char      *id,
                         WaySectionState  state,
                         gboolean         required,
                         guint            n_missing)
{
  guint place;
  const char *icon_name;
  Section *section;

  g_return_if_fail (WAY_IS_LONG_FORM (self));

  place = way_long_form_find_place (self, id);
  g_return_if_fail (place < self->sections->len);
  section = get_section (self, place);
  g_free (section->words);
  section->words = way_section_words (state, required, n_missing, &icon_name);
  way_section_row_set_state (section->row, icon_name, section->words);
  way_section_row_set_state (section->menu_row, icon_name, section->words);
  way_section_row_set_done (section->row, state == WAY_SECTION_DONE);
  way_section_row_set_done (section->menu_row, state == WAY_SECTION_DONE);
}

static void
label_menu (WayLongForm *self,
            guint        done,
            guint        asked)
{
  guint place = self->shown != NULL ? way_long_form_find_place (self, self->shown)
                                    : self->sections->len;
  g_autofree char *label = NULL;

  if (place >= self->sections->len)
    label = g_strdup_printf (_("Check your answers · %u of %u done"), done, asked);
  else
    /* Translators: “9 · Route and reasons, 1 left · 7 of 13 done”. */
    label = g_strdup_printf (_("%u · %s, %s · %u of %u done"), place + 1,
                             way_section_row_get_name (get_section (self, place)->row),
                             get_section (self, place)->words, done, asked);
  gtk_label_set_label (self->sections_label, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sections_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sections_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
way_long_form_set_progress (WayLongForm *self,
                            guint        done,
                            guint        asked)
{
  g_autofree char *text = NULL;

  g_return_if_fail (WAY_IS_LONG_FORM (self));

  text = g_strdup_printf (ngettext ("%u of %u section done", "%u of %u sections done", asked), done,
                          asked);
  gtk_label_set_label (self->progress_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, asked > 0 ? (double) done / asked : 0);
  label_menu (self, done, asked);
}

/* --- Going about --- */

static void
light_section (GtkListBox *list,
               const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_str_equal (way_section_row_get_id (WAY_SECTION_ROW (row)), id))
      gtk_list_box_select_row (list, row);
}

void
way_long_form_show (WayLongForm *self,
                    const char  *id)
{
  char *shown = g_strdup (id);

  g_return_if_fail (WAY_IS_LONG_FORM (self));

  g_free (self->shown);
  self->shown = shown;
  gtk_stack_set_visible_child_name (self->stack, self->shown);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  light_section (self->section_list, self->shown);
  light_section (self->section_menu, self->shown);
}

const char *
way_long_form_get_shown (WayLongForm *self)
{
  g_return_val_if_fail (WAY_IS_LONG_FORM (self), NULL);

  return self->shown;
}

/* A leaflet that has no size yet maps nothing. */
void
way_long_form_enter (WayLongForm *self)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  self->enters = !gtk_widget_get_mapped (GTK_WIDGET (self->stack));
  if (!self->enters)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
stack_mapped_cb (WayLongForm *self)
{
  if (self->enters)
    way_long_form_enter (self);
}

static void
section_activated_cb (WayLongForm   *self,
                      GtkListBoxRow *row)
{
  gtk_popover_popdown (self->sections_popover);
  g_signal_emit (self, signals[CHOSEN], 0, way_section_row_get_id (WAY_SECTION_ROW (row)));
  way_long_form_enter (self);
}

/* GTK lights every row that the keys pass; lit is the section on view. */
static void
section_selected_cb (WayLongForm   *self,
                     GtkListBoxRow *row)
{
  if (row != NULL && self->shown != NULL &&
      !g_str_equal (way_section_row_get_id (WAY_SECTION_ROW (row)), self->shown))
    light_section (self->section_list, self->shown);
}

static void
folded_cb (WayLongForm *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    {
      adw_leaflet_set_visible_child_name (self->leaflet, "answers");
      gtk_widget_add_css_class (GTK_WIDGET (self), "folded");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "folded");
    }
}

/* --- Words --- */

void
way_long_form_set_side_title (WayLongForm *self,
                              const char  *title,
                              const char  *subtitle)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  way_window_title_set (self->side_title, title, subtitle);
}

void
way_long_form_set_title (WayLongForm *self,
                         const char  *title,
                         const char  *subtitle)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  way_window_title_set (self->main_title, title, subtitle);
}

void
way_long_form_set_next (WayLongForm *self,
                        const char  *label)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  gtk_button_set_label (self->next_button, label);
}

GtkButton *
way_long_form_get_next (WayLongForm *self)
{
  g_return_val_if_fail (WAY_IS_LONG_FORM (self), NULL);

  return self->next_button;
}

void
way_long_form_set_menu (WayLongForm *self,
                        GMenuModel  *menu)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  gtk_menu_button_set_menu_model (self->more_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), menu != NULL);
}

void
way_long_form_set_problem (WayLongForm *self,
                           const char  *text)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

void
way_long_form_say_draft (WayLongForm *self,
                         const char  *text)
{
  g_return_if_fail (WAY_IS_LONG_FORM (self));

  gtk_label_set_label (self->draft_label, text);
}

void
way_long_form_say_kept (WayLongForm *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_strdup_printf (_("Draft kept on this computer, %02d:%02d"),
                                           g_date_time_get_hour (now),
                                           g_date_time_get_minute (now));

  way_long_form_say_draft (self, text);
}

/* --- The widget --- */

static void
way_long_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_LONG_FORM);

  G_OBJECT_CLASS (way_long_form_parent_class)->dispose (object);
}

static void
way_long_form_finalize (GObject *object)
{
  WayLongForm *self = WAY_LONG_FORM (object);

  g_ptr_array_unref (self->sections);
  g_free (self->shown);

  G_OBJECT_CLASS (way_long_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, leaflet);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, side_title);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, main_title);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, section_list);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, section_menu);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, sections_button);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, sections_label);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, sections_popover);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, more_button);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, progress_label);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, draft_label);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, next_button);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, stack);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, answers_title);
  gtk_widget_class_bind_template_child (widget_class, WayLongForm, answers_box);
}

static void
way_long_form_class_init (WayLongFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_long_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_long_form_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/long-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, stack_mapped_cb);
}

static void
way_long_form_init (WayLongForm *self)
{
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
