/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First every block becomes strips: a strip is one line high and is never cut.
 * Then the strips are put on pages.  A strip can say that it stays with the next
 * one: a heading with what follows, the lines of a table's row with each other,
 * the first and last two lines of a paragraph.  Such a chain moves to the next
 * page as one, unless no page could hold it. */

#include "way-sheet-layout.h"

#include "way-sheet-private.h"

#include <glib/gi18n.h>

#define LINE_HEIGHT   1.35      /* of the font's size */
#define LABEL_SIZE    8.0
#define BODY_SIZE     10.0
#define FOOT_SIZE     8.0
#define FOOT_SPACE    20.0      /* between what stands on the page and its foot */
#define CELL_PAD_X    5.0
#define CELL_PAD_Y    3.0
#define HAND_HEIGHT   20.0      /* of a line that is written by hand */
#define SQUARE        9.0
#define SQUARE_ROOM   15.0
#define CHART_SPACE   8.0
#define INDENT        14.0      /* of the lesser lines of the contents */
#define NUMBER_ROOM   36.0      /* of their page numbers */

typedef struct
{
  double   space;               /* above, but not at the top of a page */
  double   height;
  gboolean keeps;               /* with the next strip */
  gboolean is_framed;
  gboolean begins;              /* a framed row */
  gboolean ends;
  gboolean breaks;              /* begins a page */
  guint    first_mark;
  guint    n_marks;
  guint    head;                /* the first strip of the heads to be repeated */
  guint    n_head;
} Strip;

struct _WaySheetLayout
{
  WaySheetPage  page;
  GPtrArray    *pages;          /* of GArray of WaySheetMark */
  GArray       *block_pages;    /* of guint: where each block begins */
  GStringChunk *texts;
};

typedef struct
{
  WaySheetLayout    *layout;
  const WaySheet    *sheet;
  WaySheetBreakFunc  break_lines;
  gpointer           data;
  GArray            *strips;
  GArray            *marks;     /* of the strips; y from the strip's top */
  double             width;     /* between the margins */
  double             room;      /* above the foot */
  guint              block;
  guint              row;
} Builder;

/* How a style looks. */
static const struct
{
  WaySheetFont font;
  double       space;
  WaySheetRole role;
} styles[] = {
  [WAY_SHEET_TITLE]      = { { 18, TRUE }, 0, WAY_SHEET_ROLE_TITLE },
  [WAY_SHEET_HEADING]    = { { 13, TRUE }, 16, WAY_SHEET_ROLE_HEADING },
  [WAY_SHEET_SUBHEADING] = { { 10.5, TRUE }, 9, WAY_SHEET_ROLE_SUBHEADING },
  [WAY_SHEET_BODY]       = { { BODY_SIZE, FALSE }, 6, WAY_SHEET_ROLE_TEXT },
  [WAY_SHEET_NOTE]       = { { 8.5, FALSE }, 3, WAY_SHEET_ROLE_TEXT },
};

static const WaySheetFont label_font = { LABEL_SIZE, FALSE };
static const WaySheetFont body_font = { BODY_SIZE, FALSE };
static const WaySheetFont head_font = { LABEL_SIZE + 1, TRUE };

static double
line_height (const WaySheetFont *font)
{
  return font->size * LINE_HEIGHT;
}

/* --- strips --- */

static Strip *
add_strip (Builder *self,
           double   height)
{
  Strip strip = { .height = height, .first_mark = self->marks->len };

  g_array_append_val (self->strips, strip);
  return &g_array_index (self->strips, Strip, self->strips->len - 1);
}

static Strip *
last_strip (Builder *self)
{
  return &g_array_index (self->strips, Strip, self->strips->len - 1);
}

static WaySheetMark *
add_mark (Builder          *self,
          WaySheetMarkKind  kind,
          double            x,
          double            y,
          double            width,
          double            height)
{
  WaySheetMark mark = {
    .kind = kind, .x = x, .y = y, .width = width, .height = height,
    .block = self->block, .row = self->row,
  };

  g_array_append_val (self->marks, mark);
  last_strip (self)->n_marks++;
  return &g_array_index (self->marks, WaySheetMark, self->marks->len - 1);
}

static GArray *
lines_of (Builder            *self,
          const char         *text,
          const WaySheetFont *font,
          double              width)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (WaySheetLine));

  self->break_lines (text, font, width, lines, self->data);
  return lines;
}

static WaySheetMark *
add_words (Builder            *self,
           const char         *text,
           const WaySheetLine *line,
           const WaySheetFont *font,
           double              x,
           double              y,
           double              width)
{
  WaySheetMark *mark = add_mark (self, WAY_SHEET_MARK_WORDS, x, y, width, line_height (font));

  mark->font = *font;
  mark->text = g_string_chunk_insert_len (self->layout->texts, text + line->start,
                                          (gssize) line->length);
  return mark;
}

static gboolean
is_heading (const WaySheetBlock *block)
{
  return block->kind == WAY_SHEET_BLOCK_TEXT && block->style <= WAY_SHEET_SUBHEADING;
}

/* A heading stays with what follows, and so does the note right below it. */
static void
build_text (Builder             *self,
            const WaySheetBlock *block,
            const WaySheetBlock *previous)
{
  const char *text = g_array_index (block->cells, WaySheetCell, 0).value;
  const WaySheetFont *font = &styles[block->style].font;
  gboolean stays = is_heading (block) ||
                   (block->style == WAY_SHEET_NOTE && previous != NULL && is_heading (previous));
  g_autoptr(GArray) lines = lines_of (self, text, font, self->width);

  /* What a chart says stays with it. */
  if (block->style == WAY_SHEET_NOTE && previous != NULL && previous->kind == WAY_SHEET_BLOCK_CHART)
    last_strip (self)->keeps = TRUE;

  for (guint i = 0; i < lines->len; i++)
    {
      Strip *strip = add_strip (self, line_height (font));

      strip->space = i == 0 ? styles[block->style].space : 0;
      /* No first line alone at the foot of a page, no last alone at the top. */
      strip->keeps = stays || (i + 1 < lines->len && (i == 0 || i + 2 == lines->len));
      add_words (self, text, &g_array_index (lines, WaySheetLine, i), font, 0, 0,
                 self->width)->role = styles[block->style].role;
    }
}

/* A row of cells as it is being laid: where each stands, and the lines in it. */
typedef struct
{
  const WaySheetCell *cells;
  guint               n;
  WaySheetFont        font;         /* of the values */
  WaySheetRole        role;
  double              inset;        /* of the values: room for the square */
  double             *x;
  double             *width;
  gboolean            has_uprights; /* between the cells */
} Row;

static void
place_cells (Builder *self,
             Row     *row)
{
  double total = 0;
  double x = 0;

  row->x = g_new (double, row->n);
  row->width = g_new (double, row->n);
  for (guint i = 0; i < row->n; i++)
    total += row->cells[i].share;
  for (guint i = 0; i < row->n; i++)
    {
      row->x[i] = x;
      row->width[i] = self->width * row->cells[i].share / total;
      x += row->width[i];
    }
}

static void
add_uprights (Builder   *self,
              const Row *row,
              double     height)
{
  for (guint i = 0; i < row->n; i++)
    if (i == 0 || row->has_uprights)
      add_mark (self, WAY_SHEET_MARK_LINE, row->x[i], 0, 0, height);
  add_mark (self, WAY_SHEET_MARK_LINE, self->width, 0, 0, height);
}

static Strip *
add_framed (Builder   *self,
            const Row *row,
            double     height)
{
  Strip *strip = add_strip (self, height);

  strip->is_framed = TRUE;
  strip->keeps = TRUE;
  if (row->role == WAY_SHEET_ROLE_HEAD)
    add_mark (self, WAY_SHEET_MARK_SHADE, 0, 0, self->width, height);
  add_uprights (self, row, height);
  return last_strip (self);
}

/* One part of the row, its labels or its values: a strip for each line of the
 * cell that has most, and at least as high as the hand needs. */
static void
build_part (Builder   *self,
            const Row *row,
            gboolean   is_label)
{
  const WaySheetFont *font = is_label ? &label_font : &row->font;
  double inset = CELL_PAD_X + (is_label ? 0 : row->inset);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint n_lines = 0;

  for (guint i = 0; i < row->n; i++)
    {
      const char *text = is_label ? row->cells[i].label : row->cells[i].value;
      GArray *lines = lines_of (self, text != NULL ? text : "", font,
                                row->width[i] - inset - CELL_PAD_X);

      g_ptr_array_add (cells, lines);
      n_lines = MAX (n_lines, lines->len);
    }
  for (guint at = 0; at < n_lines; at++)
    {
      add_framed (self, row, line_height (font));
      for (guint i = 0; i < row->n; i++)
        {
          const char *text = is_label ? row->cells[i].label : row->cells[i].value;
          GArray *lines = cells->pdata[i];
          WaySheetMark *mark;

          if (text == NULL || *text == '\0' || at >= lines->len)
            continue;
          if (row->inset > 0 && !is_label && at == 0)
            add_mark (self, WAY_SHEET_MARK_SQUARE, row->x[i] + CELL_PAD_X,
                      (line_height (font) - SQUARE) / 2, SQUARE, SQUARE);
          mark = add_words (self, text, &g_array_index (lines, WaySheetLine, at), font,
                            row->x[i] + inset, 0, row->width[i] - inset - CELL_PAD_X);
          mark->role = row->role;
          mark->cell = i;
          mark->is_grey = is_label;
          mark->is_right = row->cells[i].is_number;
        }
    }
}

static gboolean
has_words (const Row *row,
           gboolean   labels)
{
  for (guint i = 0; i < row->n; i++)
    {
      const char *text = labels ? row->cells[i].label : row->cells[i].value;

      if (text != NULL && *text != '\0')
        return TRUE;
    }
  return FALSE;
}

/* Strips of room for what is written by hand, beyond the lines that are there. */
static void
build_room (Builder   *self,
            const Row *row,
            guint      n_lines)
{
  guint most = 1;

  for (guint i = 0; i < row->n; i++)
    most = MAX (most, row->cells[i].lines);
  for (guint at = n_lines; at < most; at++)
    add_framed (self, row, n_lines == 0 ? HAND_HEIGHT : line_height (&row->font));
}

/* Space within the frame, above and below. */
static void
pad_row (Builder *self,
         guint    first)
{
  Strip *top = &g_array_index (self->strips, Strip, first);
  Strip *bottom = last_strip (self);

  for (guint i = 0; i < top->n_marks; i++)
    {
      WaySheetMark *mark = &g_array_index (self->marks, WaySheetMark, top->first_mark + i);

      if (mark->kind == WAY_SHEET_MARK_WORDS || mark->kind == WAY_SHEET_MARK_SQUARE)
        mark->y += CELL_PAD_Y;
      else
        mark->height += CELL_PAD_Y;
    }
  top->height += CELL_PAD_Y;
  for (guint i = 0; i < bottom->n_marks; i++)
    {
      WaySheetMark *mark = &g_array_index (self->marks, WaySheetMark, bottom->first_mark + i);

      if (mark->kind == WAY_SHEET_MARK_LINE || mark->kind == WAY_SHEET_MARK_SHADE)
        mark->height += CELL_PAD_Y;
    }
  bottom->height += CELL_PAD_Y;
}

/* Long rows may be cut, but not after their first lines nor before their last. */
static void
finish_row (Builder *self,
            guint    first,
            double   space)
{
  guint n = self->strips->len - first;
  Strip *top = &g_array_index (self->strips, Strip, first);
  Strip *bottom = last_strip (self);

  pad_row (self, first);
  top->begins = TRUE;
  top->space = space;
  bottom->ends = TRUE;
  bottom->keeps = FALSE;
  if (n > 8)
    for (guint i = 3; i + 3 < n; i++)
      g_array_index (self->strips, Strip, first + i).keeps = FALSE;
}

static void
build_row (Builder *self,
           Row     *row,
           double   space)
{
  guint first = self->strips->len;
  guint n_lines;

  place_cells (self, row);
  if (has_words (row, TRUE))
    build_part (self, row, TRUE);
  n_lines = self->strips->len;
  if (has_words (row, FALSE))
    build_part (self, row, FALSE);
  build_room (self, row, self->strips->len - n_lines);
  finish_row (self, first, space);
  g_clear_pointer (&row->x, g_free);
  g_clear_pointer (&row->width, g_free);
}

/* Rows of fields under each other share their line. */
static double
space_before (const WaySheetBlock *previous,
              WaySheetBlockKind    kind)
{
  gboolean follows = previous != NULL && previous->kind != WAY_SHEET_BLOCK_TEXT &&
                     previous->kind != WAY_SHEET_BLOCK_TABLE && kind != WAY_SHEET_BLOCK_TABLE;

  return follows ? 0 : 6;
}

static void
build_fields (Builder             *self,
              const WaySheetBlock *block,
              double               space)
{
  Row row = {
    .cells = (const WaySheetCell *) block->cells->data, .n = block->cells->len,
    .font = body_font, .role = WAY_SHEET_ROLE_TEXT, .has_uprights = TRUE,
  };

  build_row (self, &row, space);
}

/* The choices in rows within one frame; what a last row is short of stays
 * empty. */
static void
build_choices (Builder             *self,
               const WaySheetBlock *block,
               double               space)
{
  static const WaySheetCell empty = { .share = 1, .lines = 1 };
  guint first = self->strips->len;
  g_autofree WaySheetCell *cells = g_new (WaySheetCell, block->columns);
  Row row = { .cells = cells, .n = block->columns, .font = body_font,
              .role = WAY_SHEET_ROLE_TEXT, .inset = SQUARE_ROOM };

  for (guint i = 0; i < block->cells->len; i += block->columns, self->row++)
    {
      for (guint column = 0; column < block->columns; column++)
        cells[column] = i + column < block->cells->len
                          ? g_array_index (block->cells, WaySheetCell, i + column) : empty;
      place_cells (self, &row);
      if (has_words (&row, TRUE))
        build_part (self, &row, TRUE);
      build_part (self, &row, FALSE);
      g_clear_pointer (&row.x, g_free);
      g_clear_pointer (&row.width, g_free);
    }
  if (self->strips->len > first)
    finish_row (self, first, space);
}

static void
build_table (Builder             *self,
             const WaySheetBlock *block,
             double               space)
{
  guint head = self->strips->len;
  guint n_head = 0;

  for (guint i = 0; i < block->cells->len; i += block->columns, self->row++)
    {
      guint first = self->strips->len;
      Row row = {
        .cells = &g_array_index (block->cells, WaySheetCell, i), .n = block->columns,
        .font = i == 0 ? head_font : body_font, .has_uprights = TRUE,
        .role = i == 0 ? WAY_SHEET_ROLE_HEAD : WAY_SHEET_ROLE_CELL,
      };

      build_row (self, &row, i == 0 ? space : 0);
      if (i == 0)
        {
          n_head = self->strips->len - head;
          last_strip (self)->keeps = TRUE;
          continue;
        }
      for (guint at = first; at < self->strips->len; at++)
        {
          g_array_index (self->strips, Strip, at).head = head;
          g_array_index (self->strips, Strip, at).n_head = n_head;
        }
    }
  last_strip (self)->keeps = FALSE;
}

static void
build_chart (Builder             *self,
             const WaySheetBlock *block)
{
  double height = MIN (block->height, self->room);
  WaySheetMark *mark;

  add_strip (self, height)->space = CHART_SPACE;
  mark = add_mark (self, WAY_SHEET_MARK_CHART, 0, 0, self->width, height);
  mark->role = WAY_SHEET_ROLE_FIGURE;
  mark->chart = block->chart;
}

static gboolean
is_in_contents (const WaySheetBlock *block)
{
  return block->kind == WAY_SHEET_BLOCK_TEXT &&
         (block->style == WAY_SHEET_HEADING || block->style == WAY_SHEET_SUBHEADING);
}

static void
make_link (WaySheetMark *mark,
           guint         target)
{
  mark->role = WAY_SHEET_ROLE_LINK;
  mark->target = target;
}

/* A line for a heading; the number of its page is filled in once that is known. */
static void
build_content_line (Builder *self,
                    guint    target)
{
  const WaySheetBlock *heading = self->sheet->blocks->pdata[target];
  const char *text = g_array_index (heading->cells, WaySheetCell, 0).value;
  double inset = heading->style == WAY_SHEET_SUBHEADING ? INDENT : 0;
  g_autoptr(GArray) lines = lines_of (self, text, &body_font, self->width - inset - NUMBER_ROOM);

  for (guint i = 0; i < lines->len; i++)
    {
      Strip *strip = add_strip (self, line_height (&body_font));
      WaySheetMark *mark;

      strip->space = i == 0 ? 3 : 0;
      strip->keeps = i + 1 < lines->len;
      make_link (add_words (self, text, &g_array_index (lines, WaySheetLine, i), &body_font, inset,
                            0, self->width - inset - NUMBER_ROOM), target);
      if (i + 1 < lines->len)
        continue;
      mark = add_mark (self, WAY_SHEET_MARK_WORDS, self->width - NUMBER_ROOM, 0, NUMBER_ROOM,
                       line_height (&body_font));
      mark->font = body_font;
      mark->is_right = TRUE;
      make_link (mark, target);
    }
}

static void
build_contents (Builder *self)
{
  for (guint i = 0; i < self->sheet->blocks->len; i++)
    if (is_in_contents (self->sheet->blocks->pdata[i]))
      {
        build_content_line (self, i);
        self->row++;
      }
}

static void
build_block (Builder             *self,
             const WaySheetBlock *block,
             const WaySheetBlock *previous)
{
  double space = space_before (previous, block->kind);

  self->row = 0;
  switch (block->kind)
    {
    case WAY_SHEET_BLOCK_TEXT:
      build_text (self, block, previous);
      break;
    case WAY_SHEET_BLOCK_FIELDS:
      build_fields (self, block, space);
      break;
    case WAY_SHEET_BLOCK_CHOICES:
      build_choices (self, block, space);
      break;
    case WAY_SHEET_BLOCK_TABLE:
      build_table (self, block, space);
      break;
    case WAY_SHEET_BLOCK_CHART:
      build_chart (self, block);
      break;
    case WAY_SHEET_BLOCK_CONTENTS:
      build_contents (self);
      break;
    case WAY_SHEET_BLOCK_BREAK:
    default:
      add_strip (self, 0)->breaks = TRUE;
      break;
    }
}

/* --- pages --- */

typedef struct
{
  WaySheetLayout *layout;
  const Builder  *from;
  GArray         *marks;        /* of the page that is being filled */
  double          y;
  double          bottom;
  const Strip    *last;         /* on this page, or NULL */
} Flow;

static void
begin_page (Flow *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (WaySheetMark));
  g_ptr_array_add (self->layout->pages, self->marks);
  self->y = self->layout->page.margin;
  self->last = NULL;
}

static void
add_rule (Flow         *self,
          const Strip  *strip)
{
  WaySheetMark mark = {
    .kind = WAY_SHEET_MARK_LINE, .x = self->layout->page.margin, .y = self->y,
    .width = self->from->width,
    .block = g_array_index (self->from->marks, WaySheetMark, strip->first_mark).block,
    .row = g_array_index (self->from->marks, WaySheetMark, strip->first_mark).row,
  };

  g_array_append_val (self->marks, mark);
}

static void
place_strip (Flow        *self,
             const Strip *strip)
{
  if (self->last != NULL)
    self->y += strip->space;
  if (strip->is_framed && (strip->begins || self->last == NULL))
    add_rule (self, strip);
  for (guint i = 0; i < strip->n_marks; i++)
    {
      WaySheetMark mark = g_array_index (self->from->marks, WaySheetMark, strip->first_mark + i);

      mark.x += self->layout->page.margin;
      mark.y += self->y;
      g_array_append_val (self->marks, mark);
    }
  self->y += strip->height;
  if (strip->is_framed && strip->ends)
    add_rule (self, strip);
  self->last = strip;
}

/* The strips from this one that stay together, and their height at the top of a
 * page or below another strip. */
static guint
measure_chain (const Flow *self,
               guint       first,
               gboolean    at_top,
               double     *height)
{
  guint n = 0;

  *height = 0;
  for (guint i = first; i < self->from->strips->len; i++)
    {
      const Strip *strip = &g_array_index (self->from->strips, Strip, i);

      *height += strip->height + (i > first || !at_top ? strip->space : 0);
      n++;
      if (!strip->keeps)
        break;
    }
  return n;
}

static double
measure_head (const Flow  *self,
              const Strip *strip)
{
  double height = 0;

  for (guint i = 0; i < strip->n_head; i++)
    height += g_array_index (self->from->strips, Strip, strip->head + i).height;
  return height;
}

static void
turn_page (Flow        *self,
           const Strip *next)
{
  if (self->last != NULL && self->last->is_framed && !self->last->ends)
    add_rule (self, self->last);
  begin_page (self);
  for (guint i = 0; i < next->n_head; i++)
    place_strip (self, &g_array_index (self->from->strips, Strip, next->head + i));
}

static void
flow_strips (Flow *self)
{
  double room = self->bottom - self->layout->page.margin;
  guint until = 0;              /* the end of the chain that has been measured */

  for (guint i = 0; i < self->from->strips->len; i++)
    {
      const Strip *strip = &g_array_index (self->from->strips, Strip, i);
      double chain = strip->space + strip->height;

      if (strip->breaks)
        {
          if (self->last != NULL)
            begin_page (self);
          continue;
        }
      if (i >= until)
        {
          double whole;
          guint n = measure_chain (self, i, TRUE, &whole);

          until = i + n;
          if (whole + measure_head (self, strip) <= room)
            measure_chain (self, i, FALSE, &chain);
        }
      if (self->last != NULL && self->y + chain > self->bottom)
        turn_page (self, strip);
      place_strip (self, strip);
    }
}

static void
add_foot_words (GArray             *marks,
                const WaySheetPage *page,
                const char         *text,
                gboolean            is_right)
{
  WaySheetMark mark = {
    .kind = WAY_SHEET_MARK_WORDS, .text = text, .font = { FOOT_SIZE, FALSE }, .is_grey = TRUE,
    .is_right = is_right, .x = page->margin, .width = page->width - 2 * page->margin,
    .y = page->height - page->margin - FOOT_SIZE * LINE_HEIGHT, .height = FOOT_SIZE * LINE_HEIGHT,
    .block = G_MAXUINT, .cell = is_right,
  };

  g_array_append_val (marks, mark);
}

static void
add_feet (WaySheetLayout *self,
          const WaySheet *sheet)
{
  g_autofree char *left = sheet->marking != NULL
                            ? g_strdup_printf ("%s · %s", sheet->title, sheet->marking)
                            : g_strdup (sheet->title);
  const char *kept = g_string_chunk_insert (self->texts, left);

  for (guint i = 0; i < self->pages->len; i++)
    {
      g_autofree char *number = g_strdup_printf (_("Page %u of %u"), i + 1, self->pages->len);

      add_foot_words (self->pages->pdata[i], &self->page, kept, FALSE);
      add_foot_words (self->pages->pdata[i], &self->page,
                      g_string_chunk_insert (self->texts, number), TRUE);
    }
}

/* The lines of one cell follow each other to a reader, though on paper the next
 * cell's first line comes before this one's second. */
static int
compare_marks (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const WaySheetMark *one = a;
  const WaySheetMark *other = b;
  gboolean has_words = one->kind == WAY_SHEET_MARK_WORDS;

  if (one->block != other->block)
    return one->block < other->block ? -1 : 1;
  if (one->row != other->row)
    return one->row < other->row ? -1 : 1;
  if (has_words != (other->kind == WAY_SHEET_MARK_WORDS))
    return has_words ? 1 : -1;
  return one->cell < other->cell ? -1 : one->cell > other->cell;
}

/* Marks are in the order of their blocks by now, page after page. */
static void
note_pages (WaySheetLayout *self)
{
  for (guint page = self->pages->len; page > 0; page--)
    {
      const GArray *marks = self->pages->pdata[page - 1];

      for (guint i = 0; i < marks->len; i++)
        g_array_index (self->block_pages, guint,
                       g_array_index (marks, WaySheetMark, i).block) = page - 1;
    }
}

static void
fill_contents (WaySheetLayout *self)
{
  for (guint page = 0; page < self->pages->len; page++)
    {
      GArray *marks = self->pages->pdata[page];

      for (guint i = 0; i < marks->len; i++)
        {
          WaySheetMark *mark = &g_array_index (marks, WaySheetMark, i);
          g_autofree char *number = NULL;

          if (mark->role != WAY_SHEET_ROLE_LINK || mark->text != NULL)
            continue;
          number = g_strdup_printf ("%u", way_sheet_layout_find_page (self, mark->target) + 1);
          mark->text = g_string_chunk_insert (self->texts, number);
        }
    }
}

WaySheetLayout *
way_sheet_layout_new (const WaySheet     *sheet,
                      const WaySheetPage *page,
                      WaySheetBreakFunc   break_lines,
                      gpointer            data)
{
  WaySheetLayout *self = g_new0 (WaySheetLayout, 1);
  g_autoptr(GArray) strips = g_array_new (FALSE, TRUE, sizeof (Strip));
  g_autoptr(GArray) marks = g_array_new (FALSE, TRUE, sizeof (WaySheetMark));
  Builder builder = {
    .layout = self, .sheet = sheet, .break_lines = break_lines, .data = data,
    .strips = strips, .marks = marks, .width = page->width - 2 * page->margin,
    .room = page->height - 2 * page->margin - FOOT_SIZE * LINE_HEIGHT - FOOT_SPACE,
  };
  Flow flow = {
    .layout = self, .from = &builder,
    .bottom = page->margin + builder.room,
  };

  self->page = *page;
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->texts = g_string_chunk_new (4096);
  self->block_pages = g_array_sized_new (FALSE, TRUE, sizeof (guint), sheet->blocks->len);
  g_array_set_size (self->block_pages, sheet->blocks->len);
  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      builder.block = i;
      build_block (&builder, sheet->blocks->pdata[i], i > 0 ? sheet->blocks->pdata[i - 1] : NULL);
    }
  begin_page (&flow);
  flow_strips (&flow);
  for (guint i = 0; i < self->pages->len; i++)
    {
      GArray *on_page = self->pages->pdata[i];

      g_qsort_with_data (on_page->data, (int) on_page->len, sizeof (WaySheetMark), compare_marks,
                         NULL);
    }
  note_pages (self);
  fill_contents (self);
  add_feet (self, sheet);
  return self;
}

void
way_sheet_layout_free (WaySheetLayout *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->pages);
  g_array_unref (self->block_pages);
  g_string_chunk_free (self->texts);
  g_free (self);
}

guint
way_sheet_layout_n_pages (const WaySheetLayout *self)
{
  return self->pages->len;
}

guint
way_sheet_layout_find_page (const WaySheetLayout *self,
                            guint                 block)
{
  g_return_val_if_fail (block < self->block_pages->len, 0);

  return g_array_index (self->block_pages, guint, block);
}

const WaySheetMark *
way_sheet_layout_get_marks (const WaySheetLayout *self,
                            guint                 page,
                            guint                *n_marks)
{
  const GArray *marks = self->pages->pdata[page];

  *n_marks = marks->len;
  return (const WaySheetMark *) marks->data;
}
