/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Equal columns whose number follows the width.  A GtkFlowBox would wrap each
 * child in a focusable child of its own, and spans nothing. */
#include "way-columns.h"

#include "way-text-scale.h"

struct _WayColumnsLayoutChild
{
  GtkLayoutChild parent_instance;

  int            span;
};

struct _WayColumnsLayout
{
  GtkLayoutManager parent_instance;

  int              max_columns;
  int              min_width;
  int              column_spacing;
  int              row_spacing;
};

struct _WayColumns
{
  GtkWidget parent_instance;
};

/* Where one child stands in its row. */
typedef struct
{
  GtkWidget *widget;
  int        x;
  int        width;
  int        least;    /* as wide as the narrowest such place: its height is for this */
  int        row;
} Place;

enum
{
  CHILD_PROP_0,
  CHILD_PROP_SPAN,
  N_CHILD_PROPS
};

enum
{
  PROP_0,
  PROP_MAX_COLUMNS,
  PROP_MIN_WIDTH,
  PROP_COLUMN_SPACING,
  PROP_ROW_SPACING,
  N_PROPS
};

static GParamSpec *child_properties[N_CHILD_PROPS];
static GParamSpec *layout_properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayColumnsLayoutChild, way_columns_layout_child, GTK_TYPE_LAYOUT_CHILD)
G_DEFINE_FINAL_TYPE (WayColumnsLayout, way_columns_layout, GTK_TYPE_LAYOUT_MANAGER)
G_DEFINE_FINAL_TYPE (WayColumns, way_columns, GTK_TYPE_WIDGET)

static void
way_columns_layout_child_get_property (GObject    *object,
                                       guint       prop_id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  if (prop_id == CHILD_PROP_SPAN)
    g_value_set_int (value, WAY_COLUMNS_LAYOUT_CHILD (object)->span);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_columns_layout_child_set_property (GObject      *object,
                                       guint         prop_id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  if (prop_id != CHILD_PROP_SPAN)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  WAY_COLUMNS_LAYOUT_CHILD (object)->span = g_value_get_int (value);
  gtk_layout_manager_layout_changed (
    gtk_layout_child_get_layout_manager (GTK_LAYOUT_CHILD (object)));
}

static void
way_columns_layout_child_class_init (WayColumnsLayoutChildClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_columns_layout_child_get_property;
  object_class->set_property = way_columns_layout_child_set_property;
  child_properties[CHILD_PROP_SPAN] =
    g_param_spec_int ("span", NULL, NULL, 1, 12, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_CHILD_PROPS, child_properties);
}

static void
way_columns_layout_child_init (WayColumnsLayoutChild *self)
{
  self->span = 1;
}

static int
get_span (WayColumnsLayout *self,
          GtkWidget        *child)
{
  GtkLayoutChild *layout_child =
    gtk_layout_manager_get_layout_child (GTK_LAYOUT_MANAGER (self), child);

  return WAY_COLUMNS_LAYOUT_CHILD (layout_child)->span;
}

/* What a child needs of each column that it spans. */
static int
need_of_column (WayColumnsLayout *self,
                GtkWidget        *child,
                int               n_columns)
{
  int span = MIN (get_span (self, child), n_columns);
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  minimum -= (span - 1) * self->column_spacing;
  return (MAX (minimum, 0) + span - 1) / span;
}

/* Whether so many columns are as wide as they should be, and as what is in them must. */
static gboolean
is_wide_enough (WayColumnsLayout *self,
                GtkWidget        *widget,
                int               width,
                int               n_columns)
{
  int column = (width - (n_columns - 1) * self->column_spacing) / n_columns;
  gboolean enough = column >= way_text_scale_length (widget, self->min_width);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); enough && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    enough = !gtk_widget_should_layout (child) || need_of_column (self, child, n_columns) <= column;
  return enough;
}

/* The places of all visible children in so many columns; an array of Place. */
static GArray *
place_children (WayColumnsLayout *self,
                GtkWidget        *widget,
                int               width,
                int               n_columns)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  int room = width - (n_columns - 1) * self->column_spacing;
  int column = 0;
  int row = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int span;
      int end;
      Place place;

      if (!gtk_widget_should_layout (child))
        continue;

      span = MIN (get_span (self, child), n_columns);
      if (column + span > n_columns)
        {
          column = 0;
          row++;
        }
      /* Edges, not widths, are rounded: so the last ends where it should. */
      place.widget = child;
      place.row = row;
      place.x = room * column / n_columns + column * self->column_spacing;
      end = room * (column + span) / n_columns + (column + span - 1) * self->column_spacing;
      place.width = end - place.x;
      place.least = room / n_columns * span + (span - 1) * self->column_spacing;
      g_array_append_val (places, place);
      column += span;
    }
  return places;
}

/* The height of the row that begins at first, and where the next begins. */
static int
measure_row (GArray *places,
             guint   first,
             guint  *next)
{
  int row = g_array_index (places, Place, first).row;
  int height = 0;
  guint i;

  for (i = first; i < places->len && g_array_index (places, Place, i).row == row; i++)
    {
      Place *place = &g_array_index (places, Place, i);
      int minimum;
      int natural;

      gtk_widget_measure (place->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_measure (place->widget, GTK_ORIENTATION_VERTICAL, MAX (place->least, minimum),
                          NULL, &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  *next = i;
  return height;
}

static int
measure_rows (WayColumnsLayout *self,
              GArray           *places)
{
  int height = 0;

  for (guint i = 0, next; i < places->len; i = next)
    height += measure_row (places, i, &next) + (i > 0 ? self->row_spacing : 0);
  return height;
}

/* As many columns as have room, or fewer where more would be higher: what wraps in a
 * narrower column can make them so.  So more width is never more height.  GTK takes
 * that for granted, and its search for a width may not end otherwise. */
static GArray *
choose_places (WayColumnsLayout *self,
               GtkWidget        *widget,
               int               width,
               int              *height)
{
  GArray *chosen = place_children (self, widget, width, 1);

  *height = measure_rows (self, chosen);
  for (int n_columns = 2; n_columns <= self->max_columns; n_columns++)
    {
      g_autoptr(GArray) places = NULL;
      int other;

      if (!is_wide_enough (self, widget, width, n_columns))
        continue;
      places = place_children (self, widget, width, n_columns);
      other = measure_rows (self, places);
      if (other > *height)
        continue;
      *height = other;
      g_array_unref (chosen);
      chosen = g_steal_pointer (&places);
    }
  return chosen;
}

static void
measure_width (WayColumnsLayout *self,
               GtkWidget        *widget,
               int              *minimum,
               int              *natural)
{
  int n_children = 0;

  *minimum = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      n_children++;
    }
  n_children = CLAMP (n_children, 1, self->max_columns);
  *natural = MAX (*minimum, way_text_scale_length (widget, self->min_width)) * n_children +
             (n_children - 1) * self->column_spacing;
}

static void
way_columns_layout_measure (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  WayColumnsLayout *self = WAY_COLUMNS_LAYOUT (manager);
  g_autoptr(GArray) places = NULL;
  int width_minimum;
  int width_natural;

  measure_width (self, widget, &width_minimum, &width_natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = width_minimum;
      *natural = width_natural;
      return;
    }

  places = choose_places (self, widget,
                          for_size < 0 ? width_natural : MAX (for_size, width_minimum), minimum);
  *natural = *minimum;
}

static void
way_columns_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  WayColumnsLayout *self = WAY_COLUMNS_LAYOUT (manager);
  int all;
  g_autoptr(GArray) places = choose_places (self, widget, width, &all);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int y = 0;

  for (guint i = 0, next; i < places->len; i = next)
    {
      int row_height = measure_row (places, i, &next);

      for (guint j = i; j < next; j++)
        {
          Place *place = &g_array_index (places, Place, j);
          int x = mirrored ? width - place->x - place->width : place->x;

          gtk_widget_size_allocate (place->widget,
                                    &(GtkAllocation) { x, y, place->width, row_height }, -1);
        }
      y += row_height + self->row_spacing;
    }
}

static GtkSizeRequestMode
way_columns_layout_get_request_mode (GtkLayoutManager *manager,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int *
find_value (WayColumnsLayout *self,
            guint             prop_id)
{
  switch (prop_id)
    {
    case PROP_MAX_COLUMNS:
      return &self->max_columns;

    case PROP_MIN_WIDTH:
      return &self->min_width;

    case PROP_COLUMN_SPACING:
      return &self->column_spacing;

    case PROP_ROW_SPACING:
      return &self->row_spacing;

    default:
      g_assert_not_reached ();
    }
}

static void
way_columns_layout_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  g_value_set_int (value, *find_value (WAY_COLUMNS_LAYOUT (object), prop_id));
}

static void
way_columns_layout_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  *find_value (WAY_COLUMNS_LAYOUT (object), prop_id) = g_value_get_int (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
}

static void
install_sizes (GObjectClass *object_class,
               GParamSpec  **properties)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  properties[PROP_MAX_COLUMNS] =
    g_param_spec_int ("max-columns", NULL, NULL, 1, 12, 3, flags);
  properties[PROP_MIN_WIDTH] =
    g_param_spec_int ("min-width", NULL, NULL, 1, 4096, 270, flags);
  properties[PROP_COLUMN_SPACING] =
    g_param_spec_int ("column-spacing", NULL, NULL, 0, 100, 12, flags);
  properties[PROP_ROW_SPACING] =
    g_param_spec_int ("row-spacing", NULL, NULL, 0, 100, 12, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_columns_layout_class_init (WayColumnsLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->get_property = way_columns_layout_get_property;
  object_class->set_property = way_columns_layout_set_property;
  layout_class->layout_child_type = WAY_TYPE_COLUMNS_LAYOUT_CHILD;
  layout_class->measure = way_columns_layout_measure;
  layout_class->allocate = way_columns_layout_allocate;
  layout_class->get_request_mode = way_columns_layout_get_request_mode;
  install_sizes (object_class, layout_properties);
}

static void
way_columns_layout_init (WayColumnsLayout *self)
{
  self->max_columns = 3;
  self->min_width = 270;
  self->column_spacing = 12;
  self->row_spacing = 12;
}

/* The widget passes its properties on to its layout. */
static void
way_columns_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  g_object_get_property (G_OBJECT (gtk_widget_get_layout_manager (GTK_WIDGET (object))),
                         pspec->name, value);
}

static void
way_columns_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  g_object_set_property (G_OBJECT (gtk_widget_get_layout_manager (GTK_WIDGET (object))),
                         pspec->name, value);
}

static void
way_columns_dispose (GObject *object)
{
  way_columns_clear (WAY_COLUMNS (object));

  G_OBJECT_CLASS (way_columns_parent_class)->dispose (object);
}

static void
way_columns_class_init (WayColumnsClass *klass)
{
  static GParamSpec *properties[N_PROPS];
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = way_columns_dispose;
  object_class->get_property = way_columns_get_property;
  object_class->set_property = way_columns_set_property;
  install_sizes (object_class, properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), WAY_TYPE_COLUMNS_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
way_columns_init (WayColumns *self)
{
}

GtkWidget *
way_columns_new (void)
{
  return g_object_new (WAY_TYPE_COLUMNS, NULL);
}

void
way_columns_append (WayColumns *self,
                    GtkWidget  *child)
{
  g_return_if_fail (WAY_IS_COLUMNS (self));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
way_columns_clear (WayColumns *self)
{
  GtkWidget *child;

  g_return_if_fail (WAY_IS_COLUMNS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
