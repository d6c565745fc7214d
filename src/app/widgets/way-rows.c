/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows behind a table, from an array or from pages of a query.  A
 * GtkSortListModel would read every row to sort them; here the query sorts. */
#include "way-rows.h"

#include <math.h>

#include "way-date-words.h"
#include "way-text.h"

#define PAGE_SIZE 128
#define PAGES_KEPT 16

struct _WayRow
{
  GObject     parent_instance;

  const char *entity;
  WayId       id;
  gint64      key;
  gboolean    is_heading;
  guint       n_cells;
  WayCell    *cells;
};

/* A page of rows that was read. */
typedef struct
{
  guint      first;
  GPtrArray *rows;
} Page;

struct _WayRows
{
  GObject           parent_instance;

  GPtrArray        *all;   /* given whole; NULL: read in pages */
  GPtrArray        *shown; /* of all, in order; rows owned by all */

  WayRowsCountFunc  count;
  WayRowsFetchFunc  fetch;
  gpointer          data;
  GDestroyNotify    destroy;
  GQueue            pages; /* of Page, the last used first */

  guint             n_items;
  guint             n_headings; /* of those on view, and of all */
  guint             n_all_headings;
  WayRowsOrder      order; /* words owned */
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void way_rows_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (WayRow, way_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (WayRows, way_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, way_rows_list_init))

static void
way_row_finalize (GObject *object)
{
  WayRow *self = WAY_ROW (object);

  for (guint i = 0; i < self->n_cells; i++)
    {
      g_free (self->cells[i].text);
      g_free (self->cells[i].second);
    }
  g_free (self->cells);

  G_OBJECT_CLASS (way_row_parent_class)->finalize (object);
}

static void
way_row_class_init (WayRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_row_finalize;
}

static void
way_row_init (WayRow *self)
{
}

WayRow *
way_row_new (const char  *entity,
             const WayId *id,
             guint        n_cells)
{
  WayRow *self = g_object_new (WAY_TYPE_ROW, NULL);

  self->entity = entity;
  if (id != NULL)
    self->id = *id;
  self->n_cells = n_cells;
  self->cells = g_new0 (WayCell, n_cells);
  for (guint i = 0; i < n_cells; i++)
    self->cells[i].number = NAN;
  return self;
}

WayRow *
way_row_new_heading (const char *text,
                     guint       n_cells)
{
  WayRow *self = way_row_new (NULL, NULL, n_cells);

  self->is_heading = TRUE;
  way_row_set_text (self, 0, text);
  way_row_set_icon (self, 0, NULL, "heading");
  return self;
}

gboolean
way_row_is_heading (WayRow *self)
{
  g_return_val_if_fail (WAY_IS_ROW (self), FALSE);

  return self->is_heading;
}

const char *
way_row_get_entity (WayRow *self)
{
  g_return_val_if_fail (WAY_IS_ROW (self), NULL);

  return self->entity;
}

const WayId *
way_row_get_id (WayRow *self)
{
  g_return_val_if_fail (WAY_IS_ROW (self), NULL);

  return &self->id;
}

const WayCell *
way_row_get_cell (WayRow *self,
                  guint   column)
{
  g_return_val_if_fail (WAY_IS_ROW (self), NULL);
  g_return_val_if_fail (column < self->n_cells, NULL);

  return &self->cells[column];
}

guint
way_row_get_n_cells (WayRow *self)
{
  g_return_val_if_fail (WAY_IS_ROW (self), 0);

  return self->n_cells;
}

gint64
way_row_get_key (WayRow *self)
{
  g_return_val_if_fail (WAY_IS_ROW (self), 0);

  return self->key;
}

void
way_row_set_key (WayRow *self,
                 gint64  key)
{
  g_return_if_fail (WAY_IS_ROW (self));

  self->key = key;
}

void
way_row_set_text (WayRow     *self,
                  guint       column,
                  const char *text)
{
  g_return_if_fail (WAY_IS_ROW (self) && column < self->n_cells);

  g_free (self->cells[column].text);
  self->cells[column].text = g_strdup (text);
}

void
way_row_set_second (WayRow     *self,
                    guint       column,
                    const char *text)
{
  g_return_if_fail (WAY_IS_ROW (self) && column < self->n_cells);

  g_free (self->cells[column].second);
  self->cells[column].second = g_strdup (text);
}

void
way_row_set_number (WayRow     *self,
                    guint       column,
                    double      number,
                    const char *text)
{
  way_row_set_text (self, column, text);
  self->cells[column].number = number;
}

void
way_row_set_count (WayRow *self,
                   guint   column,
                   int     count)
{
  g_autofree char *text = g_strdup_printf ("%d", count);

  way_row_set_number (self, column, count, text);
}

void
way_row_set_day (WayRow      *self,
                 guint        column,
                 const GDate *day,
                 const GDate *today)
{
  g_autofree char *text = NULL;

  if (!way_date_is_set (day))
    {
      way_row_set_number (self, column, NAN, "–");
      return;
    }
  /* A weekday helps nobody to read a birthday. */
  if (ABS (way_date_days_between (today, day)) > 300)
    text = way_date_words_short (day);
  else
    text = way_date_words_day (day, today);
  way_row_set_number (self, column, way_date_julian (day), text);
}

void
way_row_set_icon (WayRow     *self,
                  guint       column,
                  const char *icon_name,
                  const char *css_class)
{
  g_return_if_fail (WAY_IS_ROW (self) && column < self->n_cells);

  self->cells[column].icon_name = icon_name;
  self->cells[column].css_class = css_class;
}

/* Whether the words are found among the row's texts, each in any cell. */
static gboolean
row_has_words (WayRow      *row,
               char *const *words)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;

  for (guint i = 0; i < row->n_cells; i++)
    g_string_append_printf (text, "%s %s ",
                            row->cells[i].text != NULL ? row->cells[i].text : "",
                            row->cells[i].second != NULL ? row->cells[i].second : "");
  folded = way_text_fold (text->str);
  for (; *words != NULL; words++)
    if (strstr (folded, *words) == NULL)
      return FALSE;
  return TRUE;
}

/* Numbers by size and before what has none; words as the language sorts them. */
static int
compare_cells (const WayCell *a,
               const WayCell *b)
{
  if (!isnan (a->number) || !isnan (b->number))
    {
      if (isnan (a->number) || isnan (b->number))
        return isnan (a->number) - isnan (b->number);
      return (a->number > b->number) - (a->number < b->number);
    }
  return g_utf8_collate (a->text != NULL ? a->text : "", b->text != NULL ? b->text : "");
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  WayRows *self = data;
  WayRow *row_a = *(WayRow *const *) a;
  WayRow *row_b = *(WayRow *const *) b;
  int order = 0;

  if (self->order.column >= 0)
    order = compare_cells (way_row_get_cell (row_a, self->order.column),
                           way_row_get_cell (row_b, self->order.column));
  if (self->order.descending)
    order = -order;
  return order != 0 ? order : way_id_compare (&row_a->id, &row_b->id);
}

/* A heading goes in before the first row under it that is shown. */
static void
show_row (WayRows  *self,
          WayRow   *row,
          WayRow  **heading)
{
  if (*heading != NULL && self->order.column < 0)
    {
      g_ptr_array_add (self->shown, *heading);
      self->n_headings++;
    }
  *heading = NULL;
  g_ptr_array_add (self->shown, row);
}

static void
arrange_array (WayRows *self)
{
  g_auto(GStrv) words = g_strsplit (self->order.words, " ", -1);
  WayRow *heading = NULL;

  g_ptr_array_set_size (self->shown, 0);
  self->n_headings = 0;
  for (guint i = 0; i < self->all->len; i++)
    {
      WayRow *row = g_ptr_array_index (self->all, i);

      if (row->is_heading)
        heading = row;
      else if (*self->order.words == '\0' || row_has_words (row, words))
        show_row (self, row, &heading);
    }
  if (self->order.column >= 0)
    g_ptr_array_sort_with_data (self->shown, compare_rows, self);
  self->n_items = self->shown->len;
}

static void
page_free (Page *page)
{
  g_ptr_array_unref (page->rows);
  g_free (page);
}

static void
report_failure (WayRows *self,
                GError  *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
  g_error_free (error);
}

static void
count_pages (WayRows *self)
{
  GError *error = NULL;
  guint n;

  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  n = self->count (&self->order, self->data, &error);
  if (error != NULL)
    {
      n = 0;
      report_failure (self, error);
    }
  self->n_items = n;
}

static Page *
read_page (WayRows *self,
           guint    first)
{
  GError *error = NULL;
  GPtrArray *rows = self->fetch (&self->order, first, PAGE_SIZE, self->data, &error);
  Page *page;

  if (rows == NULL)
    {
      report_failure (self, error);
      return NULL;
    }

  page = g_new0 (Page, 1);
  page->first = first;
  page->rows = rows;
  return page;
}

static Page *
find_page (WayRows *self,
           guint    position)
{
  guint first = position - position % PAGE_SIZE;
  Page *page;

  for (GList *link = self->pages.head; link != NULL; link = link->next)
    {
      page = link->data;
      if (page->first == first)
        {
          g_queue_unlink (&self->pages, link);
          g_queue_push_head_link (&self->pages, link);
          return page;
        }
    }

  page = read_page (self, first);
  if (page == NULL)
    return NULL;
  g_queue_push_head (&self->pages, page);
  if (g_queue_get_length (&self->pages) > PAGES_KEPT)
    page_free (g_queue_pop_tail (&self->pages));
  return page;
}

static gpointer
way_rows_get_item (GListModel *list,
                   guint       position)
{
  WayRows *self = WAY_ROWS (list);
  Page *page;

  if (position >= self->n_items)
    return NULL;
  if (self->all != NULL)
    return g_object_ref (g_ptr_array_index (self->shown, position));

  /* A row that went away between counting and reading is an empty row: a model
   * may not give fewer items than it said. */
  page = find_page (self, position);
  if (page == NULL || position - page->first >= page->rows->len)
    return way_row_new (NULL, NULL, 0);
  return g_object_ref (g_ptr_array_index (page->rows, position - page->first));
}

static GType
way_rows_get_item_type (GListModel *list)
{
  return WAY_TYPE_ROW;
}

static guint
way_rows_get_n_items (GListModel *list)
{
  return WAY_ROWS (list)->n_items;
}

static void
way_rows_list_init (GListModelInterface *iface)
{
  iface->get_item = way_rows_get_item;
  iface->get_item_type = way_rows_get_item_type;
  iface->get_n_items = way_rows_get_n_items;
}

static void
way_rows_finalize (GObject *object)
{
  WayRows *self = WAY_ROWS (object);

  g_queue_clear_full (&self->pages, (GDestroyNotify) page_free);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free ((char *) self->order.words);

  G_OBJECT_CLASS (way_rows_parent_class)->finalize (object);
}

static void
way_rows_class_init (WayRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_rows_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
way_rows_init (WayRows *self)
{
  self->order.words = g_strdup ("");
  self->order.column = -1;
  g_queue_init (&self->pages);
}

WayRows *
way_rows_new_array (GPtrArray *rows)
{
  WayRows *self = g_object_new (WAY_TYPE_ROWS, NULL);

  self->all = rows;
  self->shown = g_ptr_array_new ();
  for (guint i = 0; i < rows->len; i++)
    self->n_all_headings += way_row_is_heading (g_ptr_array_index (rows, i));
  arrange_array (self);
  return self;
}

WayRows *
way_rows_new_pages (WayRowsCountFunc count,
                    WayRowsFetchFunc fetch,
                    gpointer         data,
                    GDestroyNotify   destroy)
{
  WayRows *self = g_object_new (WAY_TYPE_ROWS, NULL);

  self->count = count;
  self->fetch = fetch;
  self->data = data;
  self->destroy = destroy;
  count_pages (self);
  return self;
}

void
way_rows_set_order (WayRows    *self,
                    const char *typed,
                    int         column,
                    gboolean    descending)
{
  guint n_before;

  g_return_if_fail (WAY_IS_ROWS (self));

  n_before = self->n_items;
  g_free ((char *) self->order.words);
  self->order.words = way_text_fold (typed);
  self->order.column = column;
  self->order.descending = descending;
  if (self->all != NULL)
    arrange_array (self);
  else
    count_pages (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->n_items);
}

guint
way_rows_get_total (WayRows *self)
{
  g_return_val_if_fail (WAY_IS_ROWS (self), 0);

  return self->all != NULL ? self->all->len - self->n_all_headings : self->n_items;
}

guint
way_rows_get_shown (WayRows *self)
{
  g_return_val_if_fail (WAY_IS_ROWS (self), 0);

  return self->n_items - self->n_headings;
}
