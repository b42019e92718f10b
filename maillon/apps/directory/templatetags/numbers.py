"""Telephone numbers in templates, as one dictates them."""

from django import template

from maillon.apps.directory.phones import spoken

register = template.Library()
register.filter("spoken", spoken)
