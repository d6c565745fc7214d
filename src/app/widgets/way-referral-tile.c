/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board's pieces: a tile for a referral, a column for a stage. */
#include "way-referral-tile.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-due-label.h"

struct _WayReferralTile
{
  GtkButton    parent_instance;

  WayId        id;
  gboolean     is_draft;

  /* Template children */
  GtkLabel    *name_label;
  GtkLabel    *who_label;
  GtkLabel    *route_label;
  GtkLabel    *wait_label;
  WayDueLabel *due_label;
};

struct _WayBoardColumn
{
  GtkBox     parent_instance;

  char      *stage;
  guint      n;

  /* Template children */
  GtkLabel  *heading_label;
  GtkLabel  *count_label;
  GtkLabel  *none_label;
  GtkBox    *tiles;
  GtkButton *all_button;
};

enum
{
  SHOW_ALL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayReferralTile, way_referral_tile, GTK_TYPE_BUTTON)
G_DEFINE_FINAL_TYPE (WayBoardColumn, way_board_column, GTK_TYPE_BOX)

/* --- The tile --- */

static void
way_referral_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REFERRAL_TILE);

  G_OBJECT_CLASS (way_referral_tile_parent_class)->dispose (object);
}

static void
way_referral_tile_class_init (WayReferralTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_referral_tile_dispose;

  g_type_ensure (WAY_TYPE_DUE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/referral-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReferralTile, name_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralTile, who_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralTile, route_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralTile, wait_label);
  gtk_widget_class_bind_template_child (widget_class, WayReferralTile, due_label);
}

static void
way_referral_tile_init (WayReferralTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "Year 8 · Fernhill School" */
static char *
say_who (const WayReferralCard *card)
{
  const char *year = card->year != NULL ? _(way_codes_label ("nc_year", card->year)) : NULL;

  if (year != NULL && card->referrer != NULL)
    return g_strdup_printf ("%s · %s", year, card->referrer);
  return g_strdup (year != NULL ? year : card->referrer != NULL ? card->referrer : "");
}

static char *
say_wait (const WayReferralCard *card,
          const GDate           *today)
{
  g_autofree char *day = NULL;

  if (card->kept)
    return g_strdup (_("Not sent, kept on this computer"));
  if (way_date_is_set (&card->over))
    {
      day = way_date_words_day (&card->over, today);
      return g_str_equal (card->stage, "placed") ? g_strdup_printf (_("From %s"), day)
                                                 : g_strdup_printf (_("Closed %s"), day);
    }
  if (!way_date_is_set (&card->received))
    return g_strdup (_("Not sent"));
  if (card->waited == 0)
    return g_strdup (_("New today"));
  return g_strdup_printf (ngettext ("Waiting %u school day", "Waiting %u school days",
                                    card->waited), card->waited);
}

static void
set_line (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* As one button, the tile is called by whose it is and how it stands. */
static void
say_tile (WayReferralTile *self)
{
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", gtk_label_get_label (self->name_label),
                                           gtk_label_get_label (self->route_label),
                                           gtk_label_get_label (self->wait_label));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
way_referral_tile_new (const WayReferralCard *card,
                       const GDate           *today)
{
  WayReferralTile *self = g_object_new (WAY_TYPE_REFERRAL_TILE, NULL);
  g_autofree char *who = say_who (card);
  g_autofree char *wait = say_wait (card, today);

  self->id = card->id;
  self->is_draft = g_str_equal (card->stage, "draft");
  set_line (self->name_label, card->pupil_name != NULL ? card->pupil_name : _("No child yet"));
  set_line (self->who_label, who);
  set_line (self->route_label,
            card->route != NULL ? _(way_codes_label ("route", card->route)) : _("No route yet"));
  set_line (self->wait_label, wait);
  say_tile (self);
  if (card->rule != NULL)
    way_due_label_set (self->due_label, &card->duty, &card->due, today);
  return GTK_WIDGET (self);
}

const WayId *
way_referral_tile_get_id (WayReferralTile *self)
{
  g_return_val_if_fail (WAY_IS_REFERRAL_TILE (self), NULL);

  return &self->id;
}

gboolean
way_referral_tile_is_draft (WayReferralTile *self)
{
  g_return_val_if_fail (WAY_IS_REFERRAL_TILE (self), FALSE);

  return self->is_draft;
}

/* --- The column --- */

static void
all_clicked_cb (WayBoardColumn *self)
{
  g_signal_emit (self, signals[SHOW_ALL], 0);
}

static void
way_board_column_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_BOARD_COLUMN);

  G_OBJECT_CLASS (way_board_column_parent_class)->dispose (object);
}

static void
way_board_column_finalize (GObject *object)
{
  g_free (WAY_BOARD_COLUMN (object)->stage);

  G_OBJECT_CLASS (way_board_column_parent_class)->finalize (object);
}

static void
way_board_column_class_init (WayBoardColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_board_column_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_board_column_finalize;

  signals[SHOW_ALL] = g_signal_new ("show-all", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, WayBoardColumn, heading_label);
  gtk_widget_class_bind_template_child (widget_class, WayBoardColumn, count_label);
  gtk_widget_class_bind_template_child (widget_class, WayBoardColumn, none_label);
  gtk_widget_class_bind_template_child (widget_class, WayBoardColumn, tiles);
  gtk_widget_class_bind_template_child (widget_class, WayBoardColumn, all_button);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
}

static void
way_board_column_init (WayBoardColumn *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_board_column_new (const char *stage,
                      const char *heading)
{
  WayBoardColumn *self = g_object_new (WAY_TYPE_BOARD_COLUMN, NULL);

  self->stage = g_strdup (stage);
  gtk_label_set_label (self->heading_label, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  way_board_column_clear (self);
  return GTK_WIDGET (self);
}

const char *
way_board_column_get_stage (WayBoardColumn *self)
{
  g_return_val_if_fail (WAY_IS_BOARD_COLUMN (self), NULL);

  return self->stage;
}

static void
say_count (WayBoardColumn *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->n);
  g_autofree char *all = g_strdup_printf (_("Show all %u"), self->n);

  gtk_label_set_label (self->count_label, count);
  gtk_button_set_label (self->all_button, all);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), self->n > WAY_BOARD_MOST);
  gtk_widget_set_visible (GTK_WIDGET (self->none_label), self->n == 0);
}

void
way_board_column_clear (WayBoardColumn *self)
{
  GtkWidget *child;

  g_return_if_fail (WAY_IS_BOARD_COLUMN (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tiles))) != NULL)
    gtk_box_remove (self->tiles, child);
  self->n = 0;
  say_count (self);
}

void
way_board_column_append (WayBoardColumn *self,
                         GtkWidget      *tile)
{
  g_return_if_fail (WAY_IS_BOARD_COLUMN (self));

  g_object_ref_sink (tile);
  if (self->n < WAY_BOARD_MOST)
    gtk_box_append (self->tiles, tile);
  g_object_unref (tile);
  self->n++;
  say_count (self);
}
