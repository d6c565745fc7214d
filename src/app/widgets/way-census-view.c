/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts that stay as they were made.  The counting is src/service. */
#include "way-census-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-census-counts.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-table.h"

#define MOST_ROWS 12           /* on view at once */

struct _WayCensusView
{
  GtkBox      parent_instance;

  WaySession *session;
  GDate       day;           /* that the button counts */

  /* Template children */
  GtkLabel   *note_label;
  WayTable   *table;
};

enum
{
  PROP_0,
  PROP_FOLDED,
  N_PROPS
};

enum
{
  RECORD_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayCensusView, way_census_view, GTK_TYPE_BOX)

enum
{
  COLUMN_DAY,
  COLUMN_PROVISION,
  COLUMN_PLACES,
  COLUMN_ON_ROLL,
  COLUMN_EMPTY,
  COLUMN_NOW,
};

static const WayTableColumn columns[] = {
  { "day", N_("Counted of"), WAY_COLUMN_DAY, .width = 128 },
  { "provision", N_("Provision"), WAY_COLUMN_TEXT, .expand = TRUE },
  { "places", N_("Places"), WAY_COLUMN_NUMBER, .width = 96, .wide_only = TRUE },
  { "on_roll", N_("On roll"), WAY_COLUMN_NUMBER, .width = 96 },
  { "empty", N_("Empty"), WAY_COLUMN_NUMBER, .width = 96, .wide_only = TRUE },
  { "on_roll_now", N_("As recorded now"), WAY_COLUMN_NUMBER, .width = 152, .wide_only = TRUE },
};

static int
empty_places (gint64 places,
              gint64 on_roll)
{
  return (int) MAX (places - on_roll, 0);
}

static WayRow *
make_row (WayCensusView      *self,
          const WayCensusRow *count)
{
  WayRow *row = way_row_new ("provision", &count->provision, G_N_ELEMENTS (columns));

  way_row_set_day (row, COLUMN_DAY, &count->day, way_session_get_today (self->session));
  way_row_set_text (row, COLUMN_PROVISION, count->name);
  way_row_set_count (row, COLUMN_PLACES, (int) count->places);
  way_row_set_count (row, COLUMN_ON_ROLL, (int) count->on_roll);
  way_row_set_count (row, COLUMN_EMPTY, empty_places (count->places, count->on_roll));
  way_row_set_count (row, COLUMN_NOW, (int) count->on_roll_now);
  return row;
}

/* The last day that was counted, as a whole. */
static char *
say_last (const GPtrArray *counts)
{
  const WayCensusRow *last = g_ptr_array_index (counts, counts->len - 1);
  g_autofree char *day = way_date_words_long (&last->day);
  gint64 places = 0, on_roll = 0;

  for (guint i = 0; i < counts->len; i++)
    {
      const WayCensusRow *count = g_ptr_array_index (counts, i);

      if (!count->is_counted || !way_date_equal (&count->day, &last->day))
        continue;
      places += count->places;
      on_roll += count->on_roll;
    }
  return g_strdup_printf (_("%s: %d on roll in %d places. What is recorded later changes nothing "
                            "of it."), day, (int) on_roll, (int) places);
}

gboolean
way_census_view_load (WayCensusView  *self,
                      WaySession     *session,
                      const GDate    *day,
                      GError        **error)
{
  g_autoptr(GPtrArray) counts = way_census_count_list (way_session_get_db (session), error);
  GPtrArray *rows;
  g_autoptr(WayRows) list = NULL;
  g_autofree char *note = NULL;

  if (counts == NULL)
    return FALSE;
  g_set_object (&self->session, session);
  self->day = *day;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = counts->len; i > 0; i--)
    g_ptr_array_add (rows, make_row (self, g_ptr_array_index (counts, i - 1)));
  list = way_rows_new_array (rows);
  way_table_set_rows (self->table, list);
  way_table_fit_rows (self->table, MOST_ROWS);
  gtk_widget_set_visible (GTK_WIDGET (self->table), counts->len > 0);
  note = counts->len > 0 ? say_last (counts) : NULL;
  gtk_label_set_label (self->note_label, note != NULL ? note : _("No count was taken yet."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "census.take",
                                 !way_session_is_read_only (session));
  return TRUE;
}

/* --- Taking one --- */

static void
say (WayCensusView *self,
     const char    *text,
     gboolean       with_undo)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(sb)", text, with_undo);
}

static void
take_answered_cb (WayCensusView *self,
                  const char    *response)
{
  WayStore *store = way_session_get_store (self->session);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  WayEditInfo info = { .who = act.who, .user = act.user };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_strcmp0 (response, "take") != 0)
    return;
  if (way_census_count_take (way_store_get_db (store), &info, &self->day, &act.today, &error))
    {
      way_store_changed (store);
      say (self, _("The census count is taken"), TRUE);
      return;
    }
  text = way_error_text (error);
  say (self, text, FALSE);
}

static void
take_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayCensusView *self = WAY_CENSUS_VIEW (widget);
  g_autofree char *day = way_date_words_long (&self->day);
  g_autofree char *body =
    g_strdup_printf (_("Every provision is counted as the records say now for %s, and the count is "
                       "kept. Choose another day above the chart."), day);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                              _("Take the Census Count?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "take",
                                    _("_Take It"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "take");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (take_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
row_activated_cb (WayCensusView *self,
                  WayRow        *row)
{
  g_signal_emit (self, signals[RECORD_ACTIVATED], 0, way_row_get_entity (row), way_row_get_id (row));
}

static void
way_census_view_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (property_id == PROP_FOLDED)
    g_object_set (WAY_CENSUS_VIEW (object)->table, "folded", g_value_get_boolean (value), NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
way_census_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CENSUS_VIEW);
  g_clear_object (&WAY_CENSUS_VIEW (object)->session);

  G_OBJECT_CLASS (way_census_view_parent_class)->dispose (object);
}

static void
way_census_view_class_init (WayCensusViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_census_view_dispose;
  object_class->set_property = way_census_view_set_property;

  g_object_class_install_property (object_class, PROP_FOLDED,
                                   g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
  signals[RECORD_ACTIVATED] =
    g_signal_new ("record-activated", WAY_TYPE_CENSUS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "census.take", NULL, take_action);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/census-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayCensusView, note_label);
  gtk_widget_class_bind_template_child (widget_class, WayCensusView, table);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_census_view_init (WayCensusView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
}
