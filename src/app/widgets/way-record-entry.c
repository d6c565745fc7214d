/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a record by typing. */
#include "way-record-entry.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "way-date-words.h"
#include "way-field-words.h"
#include "way-query.h"

#define MOST_FOUND 8

struct _WayRecordEntry
{
  GtkBox           parent_instance;

  const WayEntity *entity;
  WaySession      *session;
  WayId            id;
  gboolean         setting; /* the text changes because a record was chosen */
  GArray          *found;   /* WayId, as the rows of the list */

  /* Template children */
  GtkEntry        *entry;
  GtkPopover      *popover;
  GtkListBox      *list;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayRecordEntry, way_record_entry, GTK_TYPE_BOX)

static void
show_title (WayRecordEntry *self)
{
  g_autofree char *title =
    way_field_words_record (self->entity, &self->id, way_session_get_db (self->session));

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), title);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), title);
  self->setting = FALSE;
}

static void
choose (WayRecordEntry *self,
        const WayId    *id)
{
  gtk_popover_popdown (self->popover);
  way_record_entry_set_id (self, id);
}

static GtkWidget *
make_row (const char *title,
          const char *detail)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_detail = g_markup_escape_text (detail, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_detail);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, title);
  return row;
}

/* Columns: the name, then what tells two of the same name apart: the first
 * fields of its plain list that are not in the name. */
static WayQuery *
make_query (const WayEntity *entity)
{
  WayQuery *query = way_query_new (entity);
  guint n_details = 0;

  way_query_add_column (query, "title", NULL);
  way_query_set_sort (query, "title", FALSE, NULL);
  for (guint i = 1; i < entity->n_fields && n_details < 2; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *path = NULL;

      if ((field->flags & WAY_FIELD_LIST) == 0 || (field->flags & WAY_FIELD_TITLE) != 0)
        continue;
      path = field->kind == WAY_KIND_REFERENCE ? g_strconcat (field->name, ".title", NULL)
                                               : g_strdup (field->name);
      n_details += way_query_add_column (query, path, NULL);
    }
  return query;
}

static char *
cell_words (const WayQuery    *query,
            const WayQueryRow *row,
            guint              n)
{
  const WayField *field = way_query_column (query, n)->field;

  if (field == NULL)
    return way_query_row_text (query, row, n);
  return way_field_words_value (field, &row->values[n], NULL);
}

static void
add_found (WayRecordEntry    *self,
           const WayQuery    *query,
           const WayQueryRow *row)
{
  g_autofree char *title = cell_words (query, row, 0);
  g_autoptr(GString) detail = g_string_new (NULL);

  for (guint n = 1; n < way_query_n_columns (query); n++)
    {
      g_autofree char *words = cell_words (query, row, n);

      if (*words != '\0')
        g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", words);
    }
  g_array_append_val (self->found, row->id);
  gtk_list_box_append (self->list, make_row (title, detail->str));
}

/* A whole day typed is the day of the record: a child's date of birth. */
static gboolean
search_by_day (WayRecordEntry *self,
               WayQuery       *query,
               const char     *typed)
{
  GDate day;

  if (strlen (typed) < strlen ("1/2/2012") ||
      !way_date_words_parse (typed, way_session_get_today (self->session), &day))
    return FALSE;
  for (guint i = 1; i < self->entity->n_fields; i++)
    {
      const WayField *field = &self->entity->fields[i];
      g_autofree char *text = way_date_to_iso (&day);

      if (field->kind == WAY_KIND_DATE && (field->flags & WAY_FIELD_LIST) != 0)
        return way_query_add_filter (query, field->name, WAY_FILTER_IS, text, NULL);
    }
  return FALSE;
}

static void
list_found (WayRecordEntry *self,
            const char     *typed)
{
  g_autoptr(WayQuery) query = make_query (self->entity);
  g_autoptr(GPtrArray) rows = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_array_set_size (self->found, 0);

  if (!search_by_day (self, query, typed))
    way_query_set_search (query, typed);
  rows = way_query_page (query, way_session_get_db (self->session), 0, MOST_FOUND, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    add_found (self, query, g_ptr_array_index (rows, i));

  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

static void
text_changed_cb (WayRecordEntry *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->setting)
    return;

  self->id = (WayId) { { 0 } };
  if (*typed == '\0')
    {
      gtk_popover_popdown (self->popover);
    }
  else
    {
      list_found (self, typed);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        gtk_popover_popup (self->popover);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
row_activated_cb (WayRecordEntry *self,
                  GtkListBoxRow  *row)
{
  choose (self, &g_array_index (self->found, WayId, gtk_list_box_row_get_index (row)));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
move_selection (WayRecordEntry *self,
                int             step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : 0;

  row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

/* The words keep the focus; these keys work on the list below them. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                WayRecordEntry        *self)
{
  gboolean open = gtk_widget_get_visible (GTK_WIDGET (self->popover));
  GtkListBoxRow *row;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      if (!open)
        {
          list_found (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
          gtk_popover_popup (self->popover);
        }
      else
        {
          move_selection (self, keyval == GDK_KEY_Down ? 1 : -1);
        }
      return GDK_EVENT_STOP;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      row = open ? gtk_list_box_get_selected_row (self->list) : NULL;
      if (row == NULL)
        return GDK_EVENT_PROPAGATE;
      choose (self, &g_array_index (self->found, WayId, gtk_list_box_row_get_index (row)));
      return keyval != GDK_KEY_Tab;

    case GDK_KEY_Escape:
      if (!open)
        return GDK_EVENT_PROPAGATE;
      gtk_popover_popdown (self->popover);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_left_cb (WayRecordEntry *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
way_record_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WAY_RECORD_ENTRY (widget)->entry));
}

static void
way_record_entry_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GTK_WIDGET_CLASS (way_record_entry_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (WAY_RECORD_ENTRY (widget)->popover);
}

static void
way_record_entry_dispose (GObject *object)
{
  WayRecordEntry *self = WAY_RECORD_ENTRY (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_RECORD_ENTRY);
  g_clear_object (&self->session);
  g_clear_pointer (&self->found, g_array_unref);

  G_OBJECT_CLASS (way_record_entry_parent_class)->dispose (object);
}

static void
way_record_entry_class_init (WayRecordEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_record_entry_dispose;
  widget_class->grab_focus = way_record_entry_grab_focus;
  widget_class->size_allocate = way_record_entry_size_allocate;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/record-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRecordEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, WayRecordEntry, popover);
  gtk_widget_class_bind_template_child (widget_class, WayRecordEntry, list);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
}

static void
way_record_entry_init (WayRecordEntry *self)
{
  self->found = g_array_new (FALSE, FALSE, sizeof (WayId));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

/* A whole message for each kind: articles and cases do not go together by themselves,
 * in English no more than in Welsh. */
static const char *
find_words (const WayEntity *entity)
{
  static const struct { const char *entity; const char *words; } words[] = {
    { "absence", N_("Type to find an absence") },
    { "action", N_("Type to find an action") },
    { "agenda_item", N_("Type to find an item of an agenda") },
    { "calendar", N_("Type to find a calendar") },
    { "decision", N_("Type to find a decision") },
    { "direction", N_("Type to find a direction") },
    { "district", N_("Type to find a district") },
    { "enrolment", N_("Type to find an enrolment") },
    { "establishment", N_("Type to find an establishment") },
    { "exclusion", N_("Type to find an exclusion") },
    { "meeting", N_("Type to find a meeting") },
    { "member", N_("Type to find a member") },
    { "offer", N_("Type to find an offer") },
    { "person", N_("Type to find a person") },
    { "placement", N_("Type to find a placement") },
    { "provision", N_("Type to find a provision") },
    { "pupil", N_("Type to find a pupil") },
    { "queue_entry", N_("Type to find a place in the queue") },
    { "referral", N_("Type to find a referral") },
    { "review", N_("Type to find a review") },
    { "site", N_("Type to find a site") },
    { "strategy", N_("Type to find a strategy") },
    { "strategy_action", N_("Type to find an action of a strategy") },
    { "user", N_("Type to find a user") },
    { "visit", N_("Type to find a visit") },
    { "visit_round", N_("Type to find a round of visits") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (entity->name, words[i].entity) == 0)
      return _(words[i].words);
  return _("Type to find a record");
}

GtkWidget *
way_record_entry_new (const WayEntity *entity,
                      WaySession      *session)
{
  WayRecordEntry *self = g_object_new (WAY_TYPE_RECORD_ENTRY, NULL);

  self->entity = entity;
  self->session = g_object_ref (session);
  gtk_entry_set_placeholder_text (self->entry, find_words (entity));
  return GTK_WIDGET (self);
}

const WayId *
way_record_entry_get_id (WayRecordEntry *self)
{
  g_return_val_if_fail (WAY_IS_RECORD_ENTRY (self), NULL);

  return &self->id;
}

void
way_record_entry_set_id (WayRecordEntry *self,
                         const WayId    *id)
{
  gboolean same;

  g_return_if_fail (WAY_IS_RECORD_ENTRY (self));

  same = way_id_equal (&self->id, id);
  self->id = *id;
  show_title (self);
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

char *
way_record_entry_dup_text (WayRecordEntry *self)
{
  g_return_val_if_fail (WAY_IS_RECORD_ENTRY (self), NULL);

  if (way_id_is_null (&self->id))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return way_id_to_string (&self->id);
}

void
way_record_entry_set_text (WayRecordEntry *self,
                           const char     *text)
{
  WayId id = { { 0 } };

  g_return_if_fail (WAY_IS_RECORD_ENTRY (self));

  if (*text == '\0' || way_id_parse (text, &id))
    way_record_entry_set_id (self, &id);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
