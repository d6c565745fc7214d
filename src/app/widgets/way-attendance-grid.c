/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of attendance, drawn and filled in with the keyboard.  What a number
 * may be is the sheet's business. */
#include "way-attendance-grid.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-date-words.h"
#include "way-hand-out.h"
#include "way-trail.h"

#define NAME_WIDTH   196
#define CELL_WIDTH   64
#define CELL_HEIGHT  30
#define HEAD_HEIGHT  52
#define PAGE_ROWS    10
#define INSET        8
#define MOST_TYPED   2

struct _WayAttendanceGrid
{
  GtkWidget           parent_instance;

  WayAttendanceSheet *sheet;       /* lent */
  guint               row;
  guint               column;
  guint               anchor_row;  /* the other corner of the marked block */
  guint               anchor_column;
  char                typed[MOST_TYPED + 1];
  gboolean            read_only;
  GCancellable       *pasting;
};

enum
{
  CHANGED,
  MOVED,
  PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayAttendanceGrid, way_attendance_grid, GTK_TYPE_WIDGET)

static gboolean
has_cells (WayAttendanceGrid *self)
{
  return self->sheet != NULL && way_attendance_sheet_n_rows (self->sheet) > 0 &&
         way_attendance_sheet_n_columns (self->sheet) > 0;
}

/* --- Words --- */

/* Heads of columns, as short as they stay clear. */
static const char *
short_name (WayMeasure measure)
{
  static const char *const names[WAY_N_MEASURES] = {
    [WAY_MEASURE_POSSIBLE] = NC_("attendance", "Possible"),
    [WAY_MEASURE_ATTENDED] = NC_("attendance", "Attended"),
    [WAY_MEASURE_AUTHORISED] = NC_("attendance", "Author."),
    [WAY_MEASURE_UNAUTHORISED] = NC_("attendance", "Unauth."),
    [WAY_MEASURE_NOT_OFFERED] = NC_("attendance", "Not off."),
    [WAY_MEASURE_NOT_POSSIBLE] = NC_("attendance", "Not poss."),
  };

  return g_dpgettext2 (NULL, "attendance", names[measure]);
}

static char *
say_week (WayAttendanceGrid *self,
          guint              week)
{
  g_autofree char *day = way_date_words_short (way_attendance_sheet_week (self->sheet, week));

  return g_strdup_printf (_("Week of %s"), day);
}

static char *
say_value (WayAttendanceGrid *self,
           guint              row,
           guint              column)
{
  gint64 value = way_attendance_sheet_get (self->sheet, row, column);

  if (row == self->row && column == self->column && self->typed[0] != '\0')
    return g_strdup (self->typed);
  return value != WAY_INTEGER_NONE ? g_strdup_printf ("%d", (int) value) : g_strdup ("");
}

char *
way_attendance_grid_dup_words (WayAttendanceGrid *self)
{
  const WayAttendanceRow *row;
  const WayField *field;
  g_autofree char *week = NULL;
  g_autofree char *value = NULL;

  if (!has_cells (self))
    return NULL;
  row = way_attendance_sheet_row (self->sheet, self->row);
  field = way_entity_field (&way_attendance_week_entity,
                            way_measure_field ((WayMeasure) (self->column % WAY_N_MEASURES)));
  week = say_week (self, self->column / WAY_N_MEASURES);
  value = say_value (self, self->row, self->column);
  if (!way_attendance_sheet_is_open (self->sheet, self->row, self->column))
    /* Translators: a pupil, “Week of 2 Nov 2026”. */
    return g_strdup_printf (_("%s, %s: not there"), row->name, week);
  /* Translators: a pupil, “Week of 2 Nov 2026”, “Attended”, a number. */
  return g_strdup_printf (_("%s, %s, %s: %s"), row->name, week, _(field->label),
                          *value != '\0' ? value : _("empty"));
}

char *
way_attendance_grid_dup_problem (WayAttendanceGrid *self)
{
  return has_cells (self) ? way_attendance_sheet_problem (self->sheet, self->row, self->column)
                          : NULL;
}

static void
say_cell (WayAttendanceGrid *self)
{
  g_autofree char *words = way_attendance_grid_dup_words (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words != NULL ? words : _("Attendance"), -1);
  g_signal_emit (self, signals[MOVED], 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Scrolling --- */

static GtkAdjustment *
get_adjustment (WayAttendanceGrid *self,
                GtkOrientation     orientation)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (scroller == NULL)
    return NULL;
  return orientation == GTK_ORIENTATION_HORIZONTAL
           ? gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller))
           : gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static double
get_offset (WayAttendanceGrid *self,
            GtkOrientation     orientation)
{
  GtkAdjustment *adjustment = get_adjustment (self, orientation);

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

/* The cell comes out from under the names and the headings. */
static void
show_range (GtkAdjustment *adjustment,
            double         from,
            double         size,
            double         covered)
{
  double value, page;

  if (adjustment == NULL)
    return;
  value = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment);
  if (from - covered < value)
    gtk_adjustment_set_value (adjustment, from - covered);
  else if (from + size > value + page)
    gtk_adjustment_set_value (adjustment, from + size - page);
}

static void
show_cursor (WayAttendanceGrid *self)
{
  show_range (get_adjustment (self, GTK_ORIENTATION_HORIZONTAL),
              NAME_WIDTH + self->column * CELL_WIDTH, CELL_WIDTH, NAME_WIDTH);
  show_range (get_adjustment (self, GTK_ORIENTATION_VERTICAL),
              HEAD_HEIGHT + self->row * CELL_HEIGHT, CELL_HEIGHT, HEAD_HEIGHT);
}

/* --- Moving and typing --- */

static void
report (WayAttendanceGrid *self,
        GError            *error)
{
  g_signal_emit (self, signals[PROBLEM], 0, error->message);
}

/* Puts what was typed into the cell. */
static void
commit (WayAttendanceGrid *self)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  if (self->typed[0] == '\0')
    return;
  value = g_ascii_strtoll (self->typed, NULL, 10);
  self->typed[0] = '\0';
  if (way_attendance_sheet_set (self->sheet, self->row, self->column, value, &error))
    g_signal_emit (self, signals[CHANGED], 0);
  else
    report (self, error);
}

static void
move_to (WayAttendanceGrid *self,
         int                row,
         int                column,
         gboolean           extend)
{
  int last_row = (int) way_attendance_sheet_n_rows (self->sheet) - 1;
  int last_column = (int) way_attendance_sheet_n_columns (self->sheet) - 1;

  commit (self);
  self->row = (guint) CLAMP (row, 0, last_row);
  self->column = (guint) CLAMP (column, 0, last_column);
  if (!extend)
    {
      self->anchor_row = self->row;
      self->anchor_column = self->column;
    }
  show_cursor (self);
  say_cell (self);
}

static void
type_figure (WayAttendanceGrid *self,
             char               figure)
{
  gsize length = strlen (self->typed);

  if (self->read_only || length >= MOST_TYPED)
    return;
  self->typed[length] = figure;
  self->typed[length + 1] = '\0';
  say_cell (self);
}

static void
empty_block (WayAttendanceGrid *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint first_row = MIN (self->row, self->anchor_row);
  guint first_column = MIN (self->column, self->anchor_column);
  guint n_rows = MAX (self->row, self->anchor_row) - first_row + 1;
  guint n_columns = MAX (self->column, self->anchor_column) - first_column + 1;

  self->typed[0] = '\0';
  for (guint i = 0; i < n_rows; i++)
    {
      for (guint j = 1; j < n_columns; j++)
        g_string_append_c (text, '\t');
      g_string_append_c (text, '\n');
    }
  /* One step, as if emptiness were pasted. */
  if (way_attendance_sheet_paste (self->sheet, first_row, first_column, text->str, NULL))
    g_signal_emit (self, signals[CHANGED], 0);
  say_cell (self);
}

static void
copy_block (WayAttendanceGrid *self)
{
  g_autofree char *text =
    way_attendance_sheet_copy (self->sheet, MIN (self->row, self->anchor_row),
                               MIN (self->column, self->anchor_column),
                               MAX (self->row, self->anchor_row),
                               MAX (self->column, self->anchor_column));

  if (way_hand_out_say (GTK_WIDGET (self), WAY_TRAIL_COPY, "clipboard"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
text_arrived_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(WayAttendanceGrid) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (text == NULL || !has_cells (self))
    return;
  if (way_attendance_sheet_paste (self->sheet, MIN (self->row, self->anchor_row),
                                  MIN (self->column, self->anchor_column), text, &error))
    g_signal_emit (self, signals[CHANGED], 0);
  else
    report (self, error);
  say_cell (self);
}

static void
paste_block (WayAttendanceGrid *self)
{
  if (self->read_only)
    return;
  commit (self);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->pasting,
                                 text_arrived_cb, g_object_ref (self));
}

/* What is not saved yet goes back here; what is, by the window. */
static gboolean
take_back (WayAttendanceGrid *self)
{
  if (self->typed[0] != '\0')
    self->typed[0] = '\0';
  else if (!way_attendance_sheet_undo (self->sheet))
    return FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
  say_cell (self);
  return TRUE;
}

static gboolean
press_with_control (WayAttendanceGrid *self,
                    guint              key)
{
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_c:
      commit (self);
      copy_block (self);
      return TRUE;
    case GDK_KEY_v:
      paste_block (self);
      return TRUE;
    case GDK_KEY_z:
      return take_back (self);
    default:
      return FALSE;
    }
}

static gboolean
press_to_move (WayAttendanceGrid *self,
               guint              key,
               gboolean           extend)
{
  int row = (int) self->row, column = (int) self->column;

  switch (key)
    {
    case GDK_KEY_Left:
      column--;
      break;
    case GDK_KEY_Right:
      column++;
      break;
    case GDK_KEY_Up:
      row--;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      row++;
      break;
    case GDK_KEY_Page_Up:
      row -= PAGE_ROWS;
      break;
    case GDK_KEY_Page_Down:
      row += PAGE_ROWS;
      break;
    case GDK_KEY_Home:
      column = 0;
      break;
    case GDK_KEY_End:
      column = (int) way_attendance_sheet_n_columns (self->sheet) - 1;
      break;
    default:
      return FALSE;
    }
  move_to (self, row, column, extend);
  return TRUE;
}

static gboolean
pressed_cb (WayAttendanceGrid *self,
            guint              key,
            guint              code,
            GdkModifierType    state)
{
  guint32 letter = gdk_keyval_to_unicode (key);

  if (!has_cells (self) || (state & GDK_ALT_MASK) != 0)
    return FALSE;
  if ((state & GDK_CONTROL_MASK) != 0)
    return press_with_control (self, key);
  if (press_to_move (self, key, (state & GDK_SHIFT_MASK) != 0))
    return TRUE;
  if (letter >= '0' && letter <= '9')
    type_figure (self, (char) letter);
  else if (key == GDK_KEY_BackSpace && self->typed[0] != '\0')
    {
      self->typed[strlen (self->typed) - 1] = '\0';
      say_cell (self);
    }
  else if (key == GDK_KEY_Escape && self->typed[0] != '\0')
    take_back (self);
  else if (!self->read_only && (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace))
    empty_block (self);
  else
    return FALSE;
  return TRUE;
}

static void
clicked_cb (WayAttendanceGrid *self,
            int                n_press,
            double             x,
            double             y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!has_cells (self) || x < NAME_WIDTH || y < HEAD_HEIGHT)
    return;
  move_to (self, (int) ((y - HEAD_HEIGHT) / CELL_HEIGHT), (int) ((x - NAME_WIDTH) / CELL_WIDTH),
           FALSE);
}

static void
left_cb (WayAttendanceGrid *self)
{
  if (has_cells (self))
    commit (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Drawing --- */

typedef struct
{
  WayAttendanceGrid *self;
  GtkSnapshot       *snapshot;
  GdkRGBA            ink;
  GdkRGBA            line;
  GdkRGBA            base;
  GdkRGBA            accent;
  double             x;        /* scrolled so far */
  double             y;
} Painter;

static void
fill (Painter       *painter,
      const GdkRGBA *colour,
      double         x,
      double         y,
      double         width,
      double         height)
{
  gtk_snapshot_append_color (painter->snapshot, colour,
                             &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* Text in a box, in the middle of its height; align 0 left, 1 right. */
static void
write_text (Painter    *painter,
            const char *text,
            double      x,
            double      y,
            double      width,
            double      height,
            double      align,
            gboolean    bold,
            double      scale,
            double      strength)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (painter->self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA ink = painter->ink;
  int text_width, text_height;

  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (width - 2 * INSET) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  ink.alpha *= (float) strength;
  gtk_snapshot_save (painter->snapshot);
  gtk_snapshot_translate (painter->snapshot,
                          &GRAPHENE_POINT_INIT (
                            (float) (x + INSET + align * (width - 2 * INSET - text_width)),
                            (float) (y + (height - text_height) / 2)));
  gtk_snapshot_append_layout (painter->snapshot, layout, &ink);
  gtk_snapshot_restore (painter->snapshot);
}

static gboolean
is_marked (WayAttendanceGrid *self,
           guint              row,
           guint              column)
{
  return row >= MIN (self->row, self->anchor_row) && row <= MAX (self->row, self->anchor_row) &&
         column >= MIN (self->column, self->anchor_column) &&
         column <= MAX (self->column, self->anchor_column);
}

static void
paint_frame (Painter *painter,
             double   x,
             double   y)
{
  float widths[4] = { 2, 2, 2, 2 };
  GdkRGBA colours[4] = { painter->accent, painter->accent, painter->accent, painter->accent };
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (x, y, CELL_WIDTH, CELL_HEIGHT), 0);
  gtk_snapshot_append_border (painter->snapshot, &rect, widths, colours);
}

static void
paint_cell (Painter *painter,
            guint    row,
            guint    column)
{
  WayAttendanceGrid *self = painter->self;
  double x = NAME_WIDTH + column * CELL_WIDTH, y = HEAD_HEIGHT + row * CELL_HEIGHT;
  gboolean at_cursor = row == self->row && column == self->column;
  g_autofree char *text = say_value (self, row, column);
  g_autofree char *problem = way_attendance_sheet_problem (self->sheet, row, column);
  g_autofree char *shown = NULL;
  GdkRGBA mark = painter->accent;

  mark.alpha = 0.16f;
  if (!way_attendance_sheet_is_open (self->sheet, row, column))
    fill (painter, &painter->line, x, y, CELL_WIDTH, CELL_HEIGHT);
  if (is_marked (self, row, column) && !at_cursor)
    fill (painter, &mark, x, y, CELL_WIDTH, CELL_HEIGHT);
  /* A sign as well as the weight says that a week cannot be. */
  if (problem != NULL && *text != '\0')
    shown = g_strconcat ("! ", text, NULL);
  write_text (painter, shown != NULL ? shown : text, x, y, CELL_WIDTH, CELL_HEIGHT, 1,
              problem != NULL, 1,
              way_attendance_sheet_is_prefilled (self->sheet, row, column) ? 0.6 : 1);
  fill (painter, &painter->line, x, y + CELL_HEIGHT - 1, CELL_WIDTH, 1);
  if (column % WAY_N_MEASURES == 0)
    fill (painter, &painter->line, x, y, 1, CELL_HEIGHT);
  if (at_cursor && gtk_widget_has_focus (GTK_WIDGET (self)))
    paint_frame (painter, x, y);
}

static void
paint_name (Painter *painter,
            guint    row)
{
  double y = HEAD_HEIGHT + row * CELL_HEIGHT;

  fill (painter, &painter->base, painter->x, y, NAME_WIDTH, CELL_HEIGHT);
  write_text (painter, way_attendance_sheet_row (painter->self->sheet, row)->name, painter->x, y,
              NAME_WIDTH, CELL_HEIGHT, 0, FALSE, 1, 1);
  fill (painter, &painter->line, painter->x, y + CELL_HEIGHT - 1, NAME_WIDTH, 1);
}

static void
paint_week (Painter *painter,
            guint    week)
{
  double x = NAME_WIDTH + week * WAY_N_MEASURES * CELL_WIDTH;
  double end = x + WAY_N_MEASURES * CELL_WIDTH;
  double seen = MIN (MAX (x, painter->x + NAME_WIDTH), end - 2 * INSET - 1);
  g_autofree char *words = say_week (painter->self, week);

  fill (painter, &painter->base, x, painter->y, WAY_N_MEASURES * CELL_WIDTH, HEAD_HEIGHT);
  write_text (painter, words, seen, painter->y, end - seen, HEAD_HEIGHT / 2.0, 0, TRUE, 1, 1);
  for (guint i = 0; i < WAY_N_MEASURES; i++)
    write_text (painter, short_name ((WayMeasure) i), x + i * CELL_WIDTH - 4,
                painter->y + HEAD_HEIGHT / 2.0, CELL_WIDTH + 8, HEAD_HEIGHT / 2.0, 1, FALSE,
                0.85, 0.75);
  fill (painter, &painter->line, x, painter->y, 1, HEAD_HEIGHT);
  fill (painter, &painter->line, x, painter->y + HEAD_HEIGHT - 1, WAY_N_MEASURES * CELL_WIDTH, 1);
}

/* Rows and columns that can be seen; the rest costs nothing. */
static void
paint_cells (Painter *painter)
{
  WayAttendanceGrid *self = painter->self;
  GtkAdjustment *across = get_adjustment (self, GTK_ORIENTATION_HORIZONTAL);
  GtkAdjustment *down = get_adjustment (self, GTK_ORIENTATION_VERTICAL);
  double width = across != NULL ? gtk_adjustment_get_page_size (across) : 1e6;
  double height = down != NULL ? gtk_adjustment_get_page_size (down) : 1e6;
  guint first_row = (guint) (painter->y / CELL_HEIGHT);
  guint last_row = MIN (way_attendance_sheet_n_rows (self->sheet),
                        first_row + (guint) MIN (height / CELL_HEIGHT, 1e5) + 2);
  guint first_week = (guint) (painter->x / (CELL_WIDTH * WAY_N_MEASURES));
  guint last_week = MIN (way_attendance_sheet_n_weeks (self->sheet),
                         first_week + (guint) MIN (width / (CELL_WIDTH * WAY_N_MEASURES), 1e4) + 2);

  for (guint row = first_row; row < last_row; row++)
    for (guint column = first_week * WAY_N_MEASURES; column < last_week * WAY_N_MEASURES; column++)
      paint_cell (painter, row, column);
  for (guint row = first_row; row < last_row; row++)
    paint_name (painter, row);
  for (guint week = first_week; week < last_week; week++)
    paint_week (painter, week);
  fill (painter, &painter->base, painter->x, painter->y, NAME_WIDTH, HEAD_HEIGHT);
  write_text (painter, _("Pupil"), painter->x, painter->y + HEAD_HEIGHT / 2.0, NAME_WIDTH,
              HEAD_HEIGHT / 2.0, 0, TRUE, 1, 1);
  fill (painter, &painter->line, painter->x, painter->y + HEAD_HEIGHT - 1, NAME_WIDTH, 1);
  fill (painter, &painter->line, painter->x + NAME_WIDTH - 1, painter->y, 1,
        height + HEAD_HEIGHT);
}

static void
way_attendance_grid_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  Painter painter = { .self = WAY_ATTENDANCE_GRID (widget), .snapshot = snapshot };

  if (!has_cells (painter.self))
    return;
  gtk_style_context_get_color (context, &painter.ink);
  painter.line = painter.ink;
  painter.line.alpha = 0.15f;
  if (!gtk_style_context_lookup_color (context, "view_bg_color", &painter.base))
    gdk_rgba_parse (&painter.base, "white");
  if (!gtk_style_context_lookup_color (context, "accent_color", &painter.accent))
    painter.accent = painter.ink;
  painter.x = get_offset (painter.self, GTK_ORIENTATION_HORIZONTAL);
  painter.y = get_offset (painter.self, GTK_ORIENTATION_VERTICAL);
  fill (&painter, &painter.base, painter.x, painter.y, gtk_widget_get_width (widget),
        gtk_widget_get_height (widget));
  paint_cells (&painter);
}

static void
way_attendance_grid_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  WayAttendanceGrid *self = WAY_ATTENDANCE_GRID (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int size = across ? NAME_WIDTH : HEAD_HEIGHT;

  if (self->sheet != NULL)
    size += across ? (int) way_attendance_sheet_n_columns (self->sheet) * CELL_WIDTH
                   : (int) way_attendance_sheet_n_rows (self->sheet) * CELL_HEIGHT;
  *minimum = *natural = size;
}

/* Names and headings move against the rest. */
static void
scrolled_cb (WayAttendanceGrid *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
way_attendance_grid_root (GtkWidget *widget)
{
  static const GtkOrientation orientations[] = { GTK_ORIENTATION_HORIZONTAL,
                                                 GTK_ORIENTATION_VERTICAL };

  GTK_WIDGET_CLASS (way_attendance_grid_parent_class)->root (widget);
  for (guint i = 0; i < G_N_ELEMENTS (orientations); i++)
    {
      GtkAdjustment *adjustment = get_adjustment (WAY_ATTENDANCE_GRID (widget), orientations[i]);

      if (adjustment != NULL)
        g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), widget,
                                 G_CONNECT_SWAPPED);
    }
}

static void
way_attendance_grid_dispose (GObject *object)
{
  WayAttendanceGrid *self = WAY_ATTENDANCE_GRID (object);

  g_cancellable_cancel (self->pasting);
  g_clear_object (&self->pasting);
  self->sheet = NULL;

  G_OBJECT_CLASS (way_attendance_grid_parent_class)->dispose (object);
}

static void
way_attendance_grid_class_init (WayAttendanceGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_attendance_grid_dispose;
  widget_class->snapshot = way_attendance_grid_snapshot;
  widget_class->measure = way_attendance_grid_measure;
  widget_class->root = way_attendance_grid_root;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "attendance");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
way_attendance_grid_init (WayAttendanceGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->pasting = g_cancellable_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
way_attendance_grid_set_sheet (WayAttendanceGrid  *self,
                               WayAttendanceSheet *sheet)
{
  g_return_if_fail (WAY_IS_ATTENDANCE_GRID (self));

  self->sheet = sheet;
  self->typed[0] = '\0';
  self->row = self->column = self->anchor_row = self->anchor_column = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  say_cell (self);
}

void
way_attendance_grid_set_read_only (WayAttendanceGrid *self,
                                   gboolean           read_only)
{
  g_return_if_fail (WAY_IS_ATTENDANCE_GRID (self));

  self->read_only = read_only;
}
