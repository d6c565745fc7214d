/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-strategy-row.h"

#include <glib/gi18n.h>

#include "way-date-words.h"

struct _WayStrategyRow
{
  AdwActionRow   parent_instance;

  WayId          id;

  /* Template children */
  GtkLabel      *reference_label;
  GtkBox        *state_box;
  GtkImage      *state_icon;
  GtkLabel      *state_label;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (WayStrategyRow, way_strategy_row, ADW_TYPE_ACTION_ROW)

/* --- Words --- */

static void
add_words (GString    *text,
           const char *words)
{
  if (words == NULL || *words == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
}

/* The day beside what happened on it, or is to. */
static char *
say_day (const WayStrategyLine *line,
         const GDate           *today)
{
  const GDate *day = line->state == WAY_ACTION_DONE ? &line->action->done
                     : line->state == WAY_ACTION_DROPPED ? &line->action->dropped
                                                         : &line->action->due;
  g_autofree char *said = NULL;

  if (!way_date_is_set (day))
    return NULL;
  said = way_date_words_day (day, today);
  if (line->state == WAY_ACTION_DONE)
    return g_strdup_printf (_("done on %s"), said);
  if (line->state == WAY_ACTION_DROPPED)
    return g_strdup_printf (_("dropped on %s"), said);
  return g_strdup_printf (_("by %s"), said);
}

/* On a line of its own. */
static void
add_comment (GString                *text,
             const WayActionComment *comment,
             const GDate            *today)
{
  g_autofree char *day = way_date_words_day (&comment->date, today);

  if (text->len > 0)
    g_string_append_c (text, '\n');
  /* Translators: a comment: its words, who made it, and when. */
  g_string_append_printf (text, _("“%s” %s, %s"), comment->text, comment->by, day);
}

static char *
say_line (const WayStrategyLine *line,
          const GDate           *today)
{
  const WayStrategyAction *action = line->action;
  g_autofree char *day = say_day (line, today);
  GString *text = g_string_new (NULL);

  add_words (text, action->term != NULL ? _(way_codes_label ("action_term", action->term)) : NULL);
  add_words (text, action->owner);
  add_words (text, day);
  add_words (text, action->drop_reason);
  add_words (text, line->last != NULL ? line->last->text : NULL);
  for (guint i = 0; i < line->comments->len; i++)
    add_comment (text, g_ptr_array_index (line->comments, i), today);
  return g_string_free (text, FALSE);
}

/* --- The menu --- */

static void
add_step (GMenu       *menu,
          const char  *label,
          const char  *action,
          const WayId *id)
{
  g_autofree char *text = way_id_to_string (id);
  g_autofree char *detailed = g_strdup_printf ("%s::%s", action, text);

  g_menu_append (menu, label, detailed);
}

/* All that the governance group does with an action. */
static GMenuModel *
make_comment_menu (const WayStrategyLine *line)
{
  GMenu *menu = g_menu_new ();

  add_step (menu, _("Comment…"), "strategy.comment", &line->action->id);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_menu (const WayStrategyLine *line)
{
  GMenu *menu = g_menu_new ();
  const WayId *id = &line->action->id;
  gboolean is_over = line->state == WAY_ACTION_DONE || line->state == WAY_ACTION_DROPPED;

  add_step (menu, _("Change…"), "strategy.change", id);
  if (!is_over && !way_date_is_set (&line->action->started))
    add_step (menu, _("Begin…"), "strategy.begin", id);
  add_step (menu, _("Say How It Goes…"), "strategy.note", id);
  if (is_over)
    add_step (menu, _("Take Up Again"), "strategy.reopen", id);
  else
    {
      add_step (menu, _("It Is Done…"), "strategy.done", id);
      add_step (menu, _("Drop It…"), "strategy.drop", id);
    }
  return G_MENU_MODEL (menu);
}

/* --- The row --- */

static void
show_state (WayStrategyRow *self,
            WayActionState  state)
{
  const WayCode *code = way_action_state_code (state);

  gtk_image_set_from_icon_name (self->state_icon, way_code_get (code, "icon"));
  gtk_label_set_label (self->state_label, _(code->label));
  if (state != WAY_ACTION_LATE)
    gtk_widget_add_css_class (GTK_WIDGET (self->state_box), "dim-label");
}

static void
way_strategy_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_STRATEGY_ROW);

  G_OBJECT_CLASS (way_strategy_row_parent_class)->dispose (object);
}

static void
way_strategy_row_class_init (WayStrategyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_strategy_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/strategy-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayStrategyRow, reference_label);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyRow, state_box);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, WayStrategyRow, menu_button);
}

static void
way_strategy_row_init (WayStrategyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_strategy_row_new (const WayStrategyLine *line,
                      const GDate           *today,
                      gboolean               can_change,
                      gboolean               can_comment)
{
  WayStrategyRow *self = g_object_new (WAY_TYPE_STRATEGY_ROW, "use-markup", FALSE, NULL);
  g_autofree char *subtitle = say_line (line, today);
  g_autoptr(GMenuModel) menu = can_change ? make_menu (line) : make_comment_menu (line);

  self->id = line->action->id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), line->action->wording);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_label (self->reference_label,
                       line->action->reference != NULL ? line->action->reference : "");
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), can_change || can_comment);
  show_state (self, line->state);
  return GTK_WIDGET (self);
}

const WayId *
way_strategy_row_get_id (WayStrategyRow *self)
{
  g_return_val_if_fail (WAY_IS_STRATEGY_ROW (self), NULL);

  return &self->id;
}
