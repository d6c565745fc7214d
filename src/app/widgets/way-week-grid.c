/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A timetable by half days.  The slots are those of the code set, so that a
 * sixth day of the week would be a row of data. */
#include "way-week-grid.h"

#include <glib/gi18n.h>

#include "way-codes.h"

#define SLOT_SET "session_slot"

struct _WayWeekGrid
{
  GtkBox     parent_instance;

  GPtrArray *buttons;   /* GtkToggleButton, in the set's order; owned by grid */
  GPtrArray *slots;     /* const WayCode, beside the buttons */
  gboolean   read_only;
  gboolean   setting;

  /* Template children */
  GtkGrid   *grid;
};

enum
{
  PROP_0,
  PROP_READ_ONLY,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayWeekGrid, way_week_grid, GTK_TYPE_BOX)

static const char *const weekdays[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
                                        N_("Sat"), N_("Sun") };

/* The word as well as the colour says whether a half day is taken. */
static void
say_state (WayWeekGrid *self,
           GtkWidget   *button)
{
  gboolean active = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button));

  if (active)
    gtk_button_set_icon_name (GTK_BUTTON (button), "object-select-symbolic");
  else
    gtk_button_set_label (GTK_BUTTON (button), "–");
}

static void
toggled_cb (WayWeekGrid *self,
            GtkWidget   *button)
{
  say_state (self, button);
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_slot (WayWeekGrid   *self,
          const WayCode *slot)
{
  GtkWidget *button = gtk_toggle_button_new ();
  int column = way_code_get_int (slot, "weekday", 1);
  int row = g_strcmp0 (way_code_get (slot, "half"), "pm") == 0 ? 2 : 1;

  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, _(slot->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(slot->label), -1);
  gtk_grid_attach (self->grid, button, column, row, 1, 1);
  g_ptr_array_add (self->buttons, button);
  g_ptr_array_add (self->slots, (gpointer) slot);
  say_state (self, button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  if (gtk_grid_get_child_at (self->grid, column, 0) == NULL)
    {
      GtkWidget *head = gtk_label_new (_(weekdays[CLAMP (column, 1, 7) - 1]));

      gtk_widget_add_css_class (head, "dim-label");
      gtk_grid_attach (self->grid, head, column, 0, 1, 1);
    }
}

static void
set_read_only (WayWeekGrid *self,
               gboolean     read_only)
{
  self->read_only = read_only;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkWidget *button = g_ptr_array_index (self->buttons, i);

      gtk_widget_set_can_target (button, !read_only);
      gtk_widget_set_focusable (button, !read_only);
    }
}

static void
way_week_grid_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (prop_id == PROP_READ_ONLY)
    g_value_set_boolean (value, WAY_WEEK_GRID (object)->read_only);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_week_grid_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (prop_id == PROP_READ_ONLY)
    set_read_only (WAY_WEEK_GRID (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static gboolean
way_week_grid_grab_focus (GtkWidget *widget)
{
  WayWeekGrid *self = WAY_WEEK_GRID (widget);

  return self->buttons->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->buttons, 0));
}

static void
way_week_grid_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WEEK_GRID);

  G_OBJECT_CLASS (way_week_grid_parent_class)->dispose (object);
}

static void
way_week_grid_finalize (GObject *object)
{
  WayWeekGrid *self = WAY_WEEK_GRID (object);

  g_ptr_array_unref (self->buttons);
  g_ptr_array_unref (self->slots);

  G_OBJECT_CLASS (way_week_grid_parent_class)->finalize (object);
}

static void
way_week_grid_class_init (WayWeekGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = way_week_grid_dispose;
  object_class->finalize = way_week_grid_finalize;
  object_class->get_property = way_week_grid_get_property;
  object_class->set_property = way_week_grid_set_property;
  widget_class->grab_focus = way_week_grid_grab_focus;

  properties[PROP_READ_ONLY] =
    g_param_spec_boolean ("read-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/week-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWeekGrid, grid);
}

static void
way_week_grid_init (WayWeekGrid *self)
{
  g_autoptr(GPtrArray) slots = way_codes_list (SLOT_SET, NULL);

  self->buttons = g_ptr_array_new ();
  self->slots = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < slots->len; i++)
    add_slot (self, g_ptr_array_index (slots, i));
}

GtkWidget *
way_week_grid_new (void)
{
  return g_object_new (WAY_TYPE_WEEK_GRID, NULL);
}

char *
way_week_grid_dup_codes (WayWeekGrid *self)
{
  GString *codes;

  g_return_val_if_fail (WAY_IS_WEEK_GRID (self), NULL);

  codes = g_string_new (NULL);
  for (guint i = 0; i < self->buttons->len; i++)
    {
      const WayCode *slot = g_ptr_array_index (self->slots, i);

      if (gtk_toggle_button_get_active (g_ptr_array_index (self->buttons, i)))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? "|" : "", slot->id);
    }
  return g_string_free (codes, FALSE);
}

void
way_week_grid_set_codes (WayWeekGrid *self,
                         const char  *codes)
{
  g_auto(GStrv) list = g_strsplit (codes != NULL ? codes : "", "|", -1);

  g_return_if_fail (WAY_IS_WEEK_GRID (self));

  self->setting = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      const WayCode *slot = g_ptr_array_index (self->slots, i);

      gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, i),
                                    g_strv_contains ((const char *const *) list, slot->id));
    }
  self->setting = FALSE;
}

void
way_week_grid_fill (WayWeekGrid *self)
{
  g_return_if_fail (WAY_IS_WEEK_GRID (self));

  self->setting = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, i), TRUE);
  self->setting = FALSE;
}

guint
way_week_grid_count (WayWeekGrid *self)
{
  guint count = 0;

  g_return_val_if_fail (WAY_IS_WEEK_GRID (self), 0);

  for (guint i = 0; i < self->buttons->len; i++)
    count += gtk_toggle_button_get_active (g_ptr_array_index (self->buttons, i));
  return count;
}
