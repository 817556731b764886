"""The pages as a WSGI application, for granian or any other server: ``servanda.wsgi:application``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.settings")
application = get_wsgi_application()

# What the program is made of stays until it ends: to look through it for what can go takes a twentieth of each page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
