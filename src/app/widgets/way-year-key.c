/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key to the year view, painted by what paints the days. */
#include "way-year-key.h"

#include <glib/gi18n.h>

#include "way-chart-canvas.h"
#include "way-day-paint.h"

#define SAMPLE_WIDTH 26
#define SAMPLE_HEIGHT 20

struct _WayYearKey
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (WayYearKey, way_year_key, GTK_TYPE_BOX)

typedef struct
{
  const char      *label;     /* N_() */
  WayCalendarCell  cell;
  WayDayLook       look;
} Mark;

static const Mark marks[] = {
  { N_("School day"), { .kind = WAY_DAY_SCHOOL }, 0 },
  { N_("Morning only"), { .kind = WAY_DAY_MORNING }, 0 },
  { N_("Afternoon only"), { .kind = WAY_DAY_AFTERNOON }, 0 },
  { N_("Holiday"), { .kind = WAY_DAY_HOLIDAY }, 0 },
  { N_("Bank holiday"), { .kind = WAY_DAY_BANK_HOLIDAY }, 0 },
  { N_("Training day"), { .kind = WAY_DAY_INSET }, 0 },
  { N_("Closure"), { .kind = WAY_DAY_CLOSURE }, 0 },
  { N_("Term begins"), { .kind = WAY_DAY_SCHOOL, .edges = WAY_EDGE_TERM_FIRST }, 0 },
  { N_("Term ends"), { .kind = WAY_DAY_SCHOOL, .edges = WAY_EDGE_TERM_LAST }, 0 },
  { N_("Term for exclusions begins"),
    { .kind = WAY_DAY_WEEKEND, .edges = WAY_EDGE_EXCLUSION_TERM }, 0 },
  { N_("Today"), { .kind = WAY_DAY_WEEKEND }, WAY_DAY_LOOK_TODAY },
};

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        data)
{
  const Mark *mark = data;

  way_day_paint (cr, way_chart_theme_get (way_chart_canvas_find_theme ()),
                 &GRAPHENE_RECT_INIT (1, 1, width - 2, height - 2), &mark->cell, mark->look, NULL);
}

static GtkWidget *
make_mark (const Mark *mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *sample = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (_(mark->label));

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (sample), SAMPLE_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (sample), SAMPLE_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (sample), draw_cb, (gpointer) mark, NULL);
  gtk_widget_set_valign (sample, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "small-text");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), sample);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
way_year_key_class_init (WayYearKeyClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
way_year_key_init (WayYearKey *self)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), G_N_ELEMENTS (marks));
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_widget_set_hexpand (flow, TRUE);
  /* There is nothing to go to, and a flow box would keep Tab for good. */
  gtk_widget_set_can_focus (flow, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What the marks mean"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), make_mark (&marks[i]));
      gtk_flow_box_append (GTK_FLOW_BOX (flow), child);
    }
  gtk_box_append (GTK_BOX (self), flow);
}
