from django.urls import path
urlpatterns: list = []
app_name="access"
