import { mount } from 'svelte';
import '$lib/styles/base.css';
import './kitchen.css';
import { keepKitchen } from './renewal';
import App from './App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
void keepKitchen();
